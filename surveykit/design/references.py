"""Where a definition, a report plan, a mapping file and a simulation model name what is renamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

from surveykit.core.codebook import ResponseScale
from surveykit.core.document import Map, Node, Reader, Scalar, Sequence
from surveykit.core.expression import Expression
from surveykit.core.expression import Node as Operation
from surveykit.core.item import KINDS
from surveykit.core.language import PIPE, Text
from surveykit.core.plan import written_out
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
    yield from _in_derived(top, names)
    if thing.kind == "item":
        for section in maps(top.entries.get("sections")):
            yield from _whole(section.entries.get("repeat"), {thing.id: new})
    if thing.kind == "scale":
        for node in _named_scales(top):
            yield from _whole(node, {thing.id: new})


def in_plan(top: Map, kinds: Mapping[str, type], names: Names) -> Iterator[Reference]:
    """The names in a plan's data, analyses, weights and cleaning. `kinds`: analysis -> the class of its options."""
    yield from _whole(_entry(_entry(top, "data"), "by"), names.variables)
    yield from _whole(_entry(_entry(top, "cleaning"), "interviewer"), names.variables)
    yield from _by_option(_entry(_entry(top, "weights"), "margins"), names)
    for request in maps(_entry(written_out(top), "analyses")):
        for analysis, options in request.entries.items():
            hints = get_type_hints(kinds[analysis]) if analysis in kinds else {}
            for key, node in _mapped(options).items():
                if _names_things(hints.get(key)):
                    for scalar in _scalars(node):
                        yield from _whole(scalar, names.named)
                if _keyed_by_names(hints.get(key)):
                    yield from _keys(node, names.named)


def in_mapping(top: Map, names: Names) -> Iterator[Reference]:
    """The variables in a mapping file, and the options that its cells stand for."""
    for column in _mapped(_entry(top, "columns")).values():
        if not isinstance(column, Map):
            continue
        variable, codes = column.entries.get("variable"), column.entries.get("codes")
        yield from _whole(variable, names.variables)
        if isinstance(variable, Scalar) and isinstance(codes, Map):
            for node in codes.entries.values():
                yield from _whole(node, names.options.get(variable.text, {}))


def in_model(top: Map, names: Names) -> Iterator[Reference]:
    """The constructs, items and options that a simulation model says something of: keys, at every depth."""
    for key in ("loadings", "means", "spreads", "thresholds"):
        yield from _keys(_entry(top, key), names.measured)
    for key in ("paths", "correlations"):
        yield from _keys(_entry(top, key), names.constructs, names.constructs)
    yield from _keys(_entry(top, "groups"), names.variables)
    for variable, group in _mapped(_entry(top, "groups")).items():
        options = names.options.get(variable, {})
        yield from _keys(_entry(group, "shares"), options)
        yield from _keys(_entry(group, "shifts"), options, names.constructs)
    missing = _entry(top, "missing")
    yield from _keys(_entry(missing, "items"), names.asked)
    yield from _by_option(_entry(missing, "by"), names)


def _by_option(node: Node | None, names: Names) -> Iterator[Reference]:
    """What a table says of variables, and of the options of each."""
    yield from _keys(node, names.variables)
    for variable, options in _mapped(node).items():
        yield from _keys(options, names.options.get(variable, {}))


def _mapped(node: Node | None) -> Mapping[str, Node]:
    """The entries of a mapping; none of anything else."""
    return node.entries if isinstance(node, Map) else {}


def _entry(node: Node | None, key: str) -> Node | None:
    """What stands below a key."""
    return _mapped(node).get(key)


def _keys(node: Node | None, changed: Mapping[str, str], below: Mapping[str, str] | None = None) -> Iterator[Reference]:
    """The keys of a mapping that are names; `below`, those of the mappings in it."""
    for key in node.keys.values() if isinstance(node, Map) else ():
        yield from _whole(key, changed)
    for inner in _mapped(node).values():
        yield from _keys(inner, below or {})


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
    for construct in _mapped(top.entries.get("constructs")).values():
        for key in ("items", "reverse"):
            listed = _entry(construct, key)
            yield from _scalars(listed) if isinstance(listed, Sequence) else ()


def _in_derived(top: Map, names: Names) -> Iterator[Reference]:
    """What derived variables read, and the options that they put together."""
    for id, own in _mapped(_entry(top, "derived")).items():
        recode = _entry(own, "recode")
        read = [_entry(own, "sum"), _entry(own, "mean"), _entry(_entry(own, "index"), "of")]
        for node in (*read, _entry(_entry(own, "bands"), "of"), _entry(recode, "from")):
            for scalar in _scalars(node) if node is not None else ():
                yield from _whole(scalar, names.measured)
        source, codes = _entry(recode, "from"), _entry(recode, "codes")
        yield from _keys(codes, names.options.get(source.text, {}) if isinstance(source, Scalar) else {})
        for option in _mapped(codes).values():
            yield from _whole(option, names.options.get(id, {}))


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


def _keyed_by_names(hint: Any) -> bool:
    """Whether the keys of an option name things. What has more than a number or a name below it is just a heading."""
    return hint != Text and get_origin(hint) is Mapping and get_args(hint)[1] in (float, str | None)


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
