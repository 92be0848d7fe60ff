"""Where a definition, a report plan and a mapping file name what is renamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

from surveykit.core.codebook import ResponseScale
from surveykit.core.document import Map, Node, Reader, Scalar, Sequence
from surveykit.core.expression import Expression
from surveykit.core.expression import Node as Operation
from surveykit.core.item import KINDS
from surveykit.core.language import PIPE, Text
from surveykit.design.names import Names
from surveykit.design.target import Target, maps


@dataclass(frozen=True)
class Reference:
    """At `position` of what a scalar says stands the word `old`, which becomes `new`."""

    node: Scalar
    position: int
    old: str
    new: str


def in_definition(top: Map, reader: Reader, thing: Target, new: str, names: Names) -> Iterator[Reference]:
    """The id itself and whatever follows it. `reader` has read the definition."""
    yield Reference(thing.node, 0, thing.id, new)
    for node in reader.expressions:
        yield from _in_expression(node, names)
    for _, text in reader.texts:
        for node in text.values():
            yield from _in_text(node, names)
    for node in _variables_of_constructs(top):
        yield from _whole(node, names.variables)
    if thing.kind == "item":
        for section in maps(top.entries.get("sections")):
            yield from _whole(section.entries.get("repeat"), {thing.id: new})
    if thing.kind == "scale":
        for node in _named_scales(top):
            yield from _whole(node, {thing.id: new})


def in_plan(top: Map, kinds: Mapping[str, type], names: Names) -> Iterator[Reference]:
    """The names in a plan's analyses. `kinds` maps an analysis to the class whose fields are its options."""
    for request in maps(top.entries.get("analyses")):
        for analysis, options in request.entries.items():
            hints = get_type_hints(kinds[analysis]) if analysis in kinds else {}
            for key, node in options.entries.items() if isinstance(options, Map) else ():
                if _names_things(hints.get(key)):
                    for scalar in _scalars(node):
                        yield from _whole(scalar, names.named)


def in_mapping(top: Map, names: Names) -> Iterator[Reference]:
    """The variables in a mapping file, and the options that its cells stand for."""
    columns = top.entries.get("columns")
    for column in columns.entries.values() if isinstance(columns, Map) else ():
        if not isinstance(column, Map):
            continue
        variable, codes = column.entries.get("variable"), column.entries.get("codes")
        yield from _whole(variable, names.variables)
        if isinstance(variable, Scalar) and isinstance(codes, Map):
            for node in codes.entries.values():
                yield from _whole(node, names.options.get(variable.text, {}))


def _whole(node: Node | None, changed: Mapping[str, str]) -> Iterator[Reference]:
    """A scalar that is a name and nothing else."""
    if isinstance(node, Scalar) and node.text in changed:
        yield Reference(node, 0, node.text, changed[node.text])


def _scalars(node: Node) -> Iterator[Scalar]:
    """The values below a node, without keys."""
    if isinstance(node, Scalar):
        yield node
    else:
        for inner in node.entries.values() if isinstance(node, Map) else node.items:
            yield from _scalars(inner)


def _variables_of_constructs(top: Map) -> Iterator[Scalar]:
    constructs = top.entries.get("constructs")
    for construct in constructs.entries.values() if isinstance(constructs, Map) else ():
        for key in ("items", "reverse"):
            listed = construct.entries.get(key) if isinstance(construct, Map) else None
            yield from _scalars(listed) if isinstance(listed, Sequence) else ()


def _named_scales(top: Map) -> Iterator[Scalar]:
    for section in maps(top.entries.get("sections")):
        for item in maps(section.entries.get("items")):
            kind = item.entries.get("kind")
            hints = get_type_hints(KINDS[kind.text]) if isinstance(kind, Scalar) and kind.text in KINDS else {}
            for key, node in item.entries.items():
                if ResponseScale in (hints.get(key), *get_args(hints.get(key))) and isinstance(node, Scalar):
                    yield node


def _names_things(hint: Any) -> bool:
    """Whether an option of this type holds names: a word, words, or lists of words. A text is in several languages."""
    if hint == Text:
        return False
    if get_origin(hint) is Mapping:
        return _names_things(get_args(hint)[1])
    return hint is str or (get_origin(hint) is not None and str in get_args(hint))


def _in_text(node: Scalar, names: Names) -> Iterator[Reference]:
    for found in PIPE.finditer(node.text):
        if found[1] in names.variables:
            yield Reference(node, found.start(1), found[1], names.variables[found[1]])


def _in_expression(node: Scalar, names: Names) -> Iterator[Reference]:
    tree = Expression.parse(node.text).tree
    selected = {o.operands[0].position for o in tree.walk() if o.operation == "selected"}
    for operation in tree.walk():
        name = str(operation.value)
        if operation.operation == "selected":
            yield from _in_selected(node, operation, names)
        elif operation.operation in ("=", "!="):
            yield from _in_comparison(node, operation, names)
        elif operation.operation == "name" and name in names.variables and operation.position not in selected:
            yield Reference(node, operation.position, name, names.variables[name])


def _in_selected(node: Scalar, operation: Operation, names: Names) -> Iterator[Reference]:
    """`selected(item, 'option')` reads item_option: the one or the other has a new name."""
    item, option = operation.operands
    old = f"{item.value}_{option.value}"
    new = names.variables.get(old, old)
    if new == old:
        return
    if new.endswith(f"_{option.value}"):
        yield Reference(node, item.position, str(item.value), new.removesuffix(f"_{option.value}"))
    else:
        yield Reference(node, option.position + 1, str(option.value), new.removeprefix(f"{item.value}_"))


def _in_comparison(node: Scalar, operation: Operation, names: Names) -> Iterator[Reference]:
    """`channel = 'phone'`: the option of a variable."""
    for one, other in (operation.operands, operation.operands[::-1]):
        if one.operation == "name" and other.operation == "literal" and isinstance(other.value, str):
            changed = names.options.get(str(one.value), {}).get(other.value)
            if changed is not None:
                yield Reference(node, other.position + 1, other.value, changed)
