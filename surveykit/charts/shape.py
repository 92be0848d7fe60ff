"""Hold a figure's data to the frozen dataclass that its kind documents. A misfit is our fault: TypeError."""

import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from numbers import Integral, Real
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from surveykit.core.language import Text, say

Label = Text | str
"""Words in each language, or an id that is the same in all."""


def words(label: Label, language: str) -> str:
    """A label in a language.

    >>> words({"en": "Speed", "zh": "速度"}, "zh"), words("IMAG1", "zh")
    ('速度', 'IMAG1')
    """
    return label if isinstance(label, str) else say(label, language)


def fit(hint: Any, value: Any, where: str = "data") -> Any:
    """The value as the type `hint`: dataclasses from mappings, tuples from sequences; numbers must be finite.

    >>> fit(tuple[float, ...], [1, 2])
    (1.0, 2.0)
    """
    if is_dataclass(hint):
        return _record(hint, value, where)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(inner, value, where)
    if origin is tuple:
        return _sequence(inner, value, where)
    if origin is Literal:
        return _expect(value in inner, value, hint, where)
    if origin is dict:
        _expect(isinstance(value, Mapping), value, hint, where)
        return {_plain(inner[0], _key(k), where): fit(inner[1], v, f"{where}[{k}]") for k, v in value.items()}
    return _plain(hint, value, where)


def _record(shape: Any, value: Any, where: str) -> Any:
    _expect(isinstance(value, Mapping), value, shape, where)
    hints = get_type_hints(shape)
    unknown = [key for key in value if key not in hints]
    lacking = [f.name for f in fields(shape) if f.default is MISSING and f.name not in value]
    if unknown or lacking:
        raise TypeError(f"{where}: {shape.__name__} has no {unknown}, needs {lacking}")
    return shape(**{key: fit(hints[key], value[key], f"{where}.{key}") for key in value})


def _optional(inner: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and types.NoneType in inner:
        return None
    kinds = [kind for kind in inner if kind is not types.NoneType]
    if len(kinds) == 1:
        return fit(kinds[0], value, where)
    return _expect(isinstance(value, str | Mapping), value, Label, where)


def _sequence(inner: tuple[Any, ...], value: Any, where: str) -> Any:
    _expect(isinstance(value, list | tuple), value, tuple, where)
    kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
    _expect(len(kinds) == len(value), value, inner, where)
    pairs = zip(kinds, value, strict=True)
    return tuple(fit(kind, each, f"{where}[{at}]") for at, (kind, each) in enumerate(pairs))


def _plain(kind: Any, value: Any, where: str) -> Any:
    if kind is float:
        is_number = isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
        return float(_expect(is_number, value, kind, where))
    if kind is int:
        return int(_expect(isinstance(value, Integral), value, kind, where))
    return _expect(isinstance(value, kind), value, kind, where)


def _key(key: Any) -> Any:
    """JSON turns the keys of counts into text."""
    return int(key) if isinstance(key, str) and key.lstrip("-").isdecimal() else key


def _expect(holds: bool, value: Any, kind: Any, where: str) -> Any:
    if not holds:
        raise TypeError(f"{where}: {value!r} is not {kind}")
    return value
