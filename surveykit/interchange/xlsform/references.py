"""What the questions of a written form are called: one question a variable, or one for several options."""

from collections.abc import Iterator

from surveykit.core.codebook import CHOSEN_MISSING, Level, Variable
from surveykit.core.item import Item, Option
from surveykit.interchange.xlsform.reference import Reference, Sort

CHOSEN = frozenset(m.id for m in CHOSEN_MISSING)


def references_of(item: Item) -> Iterator[Reference]:
    """The questions that an item becomes, as conditions read them."""
    variables = list(item.variables())
    match item.kind:
        case "multiple_choice":
            yield _several(item)
            variables = [v for v in variables if v.level is Level.TEXT]
        case "ranking":
            yield Reference(item.id, Sort.NONE, item.id)
            return
        case "consent":
            yield from (Reference(v.name, Sort.TICK, v.name, parts={"ok": v.name}) for v in variables)
            return
        case "date_time":
            yield Reference(item.id, Sort.DATE, item.id)
            return
    for variable in variables:
        yield _one(item, variable)


def options_of(item: Item) -> dict[str, Option]:
    """The options of an item that has some, by name."""
    options: dict[str, Option] = getattr(item, "options", {})
    return dict(options)


def _several(item: Item) -> Reference:
    options = options_of(item)
    answers = [name for name, option in options.items() if option.missing is None]
    parts = {name: v.name for name, v in zip(answers, item.variables(), strict=False)}
    stem = next((part.removesuffix(f"_{name}") for name, part in parts.items()), item.id)
    reasons = frozenset(name for name, option in options.items() if option.missing is not None)
    return Reference(item.id, Sort.MULTIPLE, stem, {name: name for name in answers}, parts, reasons)


def _one(item: Item, v: Variable) -> Reference:
    reasons = frozenset(m.id for m in v.missing) & CHOSEN
    if v.stored:
        named = frozenset(n for n, o in options_of(item).items() if isinstance(o, Option) and o.missing is not None)
        return Reference(v.name, Sort.CHOICE, v.name, {name: name for name in v.stored}, reasons=named)
    if is_scaled(v):
        return Reference(v.name, Sort.SCALE, v.name, {str(n): n for n in points_of(v)}, reasons=reasons)
    sort = Sort.TEXT if v.level is Level.TEXT else Sort.NUMBER
    return Reference(v.name, sort, v.name)


def is_scaled(v: Variable) -> bool:
    """Whether a variable has points to choose from."""
    return bool(v.values) and v.complete


def points_of(v: Variable) -> list[int]:
    """The points that can be chosen: those with words, and all between where the ends alone have some."""
    worded = list(v.values)
    between = v.level is Level.ORDINAL and v.minimum is not None and v.maximum is not None
    if between and len(worded) <= 2 and v.minimum is not None and v.maximum is not None:
        return list(range(int(v.minimum), int(v.maximum) + 1))
    return worded
