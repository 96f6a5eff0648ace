"""`dataclass` as Python has it, made in a third of the time: a short command makes forty classes before it begins; pure.

Python compiles each method of a class by itself. Here fields and slots are Python's own doing, `__init__`, `__eq__`,
`__hash__` and comparisons are compiled together, and the rest is shared by all classes.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False
    ) -> Callable[[type[_Made]], type[_Made]]:
        """Make a dataclass, as `dataclasses.dataclass` does with these options."""
        plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)
        return lambda cls: _complete(plain(cls), frozen=frozen, eq=eq, order=order)


__all__ = ["dataclass"]

_Made = TypeVar("_Made")
_EQUAL = {"__eq__": "=="}
_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


class _MadeAnew:
    """Stands for a default that is made anew for each instance."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE_ANEW = _MadeAnew()


def _complete(cls: type[_Made], *, frozen: bool, eq: bool, order: bool) -> type[_Made]:
    """Add what the class has not written itself."""
    compared = (_EQUAL if eq else {}) | (_ORDER if order else {})
    methods = {"__repr__": _repr} | _compiled(cls, compared, frozen=frozen)
    hashed = methods.pop("__hash__")
    if frozen:
        cls.__dataclass_params__.frozen = True  # type: ignore[attr-defined] # subclasses are asked to be it, too
        methods |= _frozen(cls) | {"__getstate__": _state, "__setstate__": _set_state}
    for name in methods.keys() - cls.__dict__.keys():
        setattr(cls, name, methods[name])
    if eq and cls.__dict__.get("__hash__") is None:
        cls.__hash__ = hashed if frozen else None  # type: ignore[assignment]
    return cls


def _compiled(cls: type, compared: Mapping[str, str], *, frozen: bool) -> dict[str, Any]:
    """Return the methods that take the fields one by one."""
    own = fields(cls)
    scope: dict[str, Any] = {"_set": object.__setattr__, "_MADE_ANEW": _MADE_ANEW}
    scope |= {f"_of_{field.name}": _default(field) for field in own}
    made: dict[str, Any] = {}
    text = "\n".join([*_init(cls, own, frozen=frozen), *_comparing(own, compared)])
    exec(text, scope, made)  # noqa: S102 - the names of fields are all that comes from elsewhere
    for name, method in made.items():
        method.__qualname__ = f"{cls.__qualname__}.{name}"
    taken = {field.name: field.type for field in own if field.init}
    made["__init__"].__annotations__ = taken | {"return": None}
    return made


def _default(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory


def _init(cls: type, own: Iterable[Field[Any]], *, frozen: bool) -> Iterator[str]:
    taken = [field for field in own if field.init]
    by_keyword = [_argument(field) for field in taken if field.kw_only]
    by_place = [_argument(field) for field in taken if not field.kw_only]
    star = ["*"] if by_keyword else []
    yield f"def __init__({', '.join(['self', *by_place, *star, *by_keyword])}):"
    yield " pass"
    for field in taken:
        value = _value(field)
        yield f" _set(self, {field.name!r}, {value})" if frozen else f" self.{field.name} = {value}"
    if hasattr(cls, "__post_init__"):
        yield " self.__post_init__()"


def _argument(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=_MADE_ANEW"
    return field.name if field.default is MISSING else f"{field.name}=_of_{field.name}"


def _value(field: Field[Any]) -> str:
    if field.default_factory is MISSING:
        return field.name
    return f"_of_{field.name}() if {field.name} is _MADE_ANEW else {field.name}"


def _comparing(own: Iterable[Field[Any]], compared: Mapping[str, str]) -> Iterator[str]:
    names = [field.name for field in own if field.compare]
    mine, others = ("".join(f"{whose}.{name}," for name in names) for whose in ("self", "other"))
    for method, operator in compared.items():
        yield f"def {method}(self, other):"
        yield " if other.__class__ is not self.__class__: return NotImplemented"
        yield f" return ({mine}) {operator} ({others})"
    yield f"def __hash__(self): return hash(({mine}))"


def _frozen(cls: type) -> dict[str, Any]:
    names = frozenset(field.name for field in fields(cls))

    def __setattr__(self: object, name: str, value: object) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self: object, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401 - any dataclass
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _state(self: Any) -> list[object]:  # noqa: ANN401
    return [getattr(self, field.name) for field in fields(self)]


def _set_state(self: Any, state: list[object]) -> None:  # noqa: ANN401
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
