"""A dataclass that is made quickly is as Python's own: each test tries both."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
from collections.abc import Callable
from dataclasses import field
from typing import Any

import pytest

from ipcom import quick_dataclass
from tests.library.pure_modules import LIBRARY

Maker = Callable[..., Callable[[type], Any]]
QUICK_ROOMS = ("sentence.py", "errors.py", "model", "protocol", "client")
"""What every command of the command line imports."""


@pytest.fixture(params=[dataclasses.dataclass, quick_dataclass.dataclass], ids=["Python's", "quick"])
def maker(request: pytest.FixtureRequest) -> Maker:
    made: Maker = request.param
    return made


def value(maker: Maker) -> Any:
    """Make a class with a field of every sort."""

    @maker(frozen=True, slots=True)
    class Value:
        """A value."""

        number: int
        text: str = "none"
        listed: list[int] = field(default_factory=list)
        secret: str = field(default="x", repr=False, compare=False)
        length: int = field(init=False, compare=False)
        unit: str = field(kw_only=True)
        scale: float = field(default=1.0, kw_only=True)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.text))

        def doubled(self) -> int:
            return 2 * self.number

    return Value


def shape(made: Any) -> dict[str, Any]:
    """Return everything that is told of a class."""
    return {
        "signature": str(inspect.signature(made)),
        "annotations": made.__init__.__annotations__,
        "matches": made.__match_args__,
        "slots": made.__slots__,
        "doc": made.__doc__,
        "name": (made.__name__, made.__qualname__, made.__module__, made.__init__.__qualname__),
        "fields": [str(each) for each in dataclasses.fields(made)],
        "frozen": made.__dataclass_params__.frozen,
        "hash": made.__hash__ is None,
    }


def changeable(maker: Maker) -> Any:
    @maker(slots=True)
    class Changeable:
        """One sort."""

        a: int
        b: int = 2

    return Changeable


def ordered(maker: Maker) -> Any:
    @maker(frozen=True, slots=True, order=True)
    class Ordered:
        """One sort."""

        a: int
        b: int = 0

    return Ordered


def told_apart(maker: Maker) -> Any:
    @maker(frozen=True, slots=True, eq=False)
    class ToldApart:
        """One sort."""

        a: int = 1

    return ToldApart


def empty(maker: Maker) -> Any:
    @maker(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    return Empty


@pytest.mark.parametrize("build", [value, changeable, ordered, told_apart, empty])
def test_the_class_looks_the_same(build: Callable[[Maker], Any]) -> None:
    assert shape(build(quick_dataclass.dataclass)) == shape(build(dataclasses.dataclass))


def test_arguments_defaults_and_what_comes_after_them(maker: Maker) -> None:
    made = value(maker)
    one, two = made(3, unit="s"), made(3, unit="s")
    assert (one.number, one.text, one.listed, one.secret, one.length, one.unit, one.scale) == (
        *(3, "none", [], "x", 4, "s", 1.0),
    )
    assert one.listed is not two.listed
    assert made(1, "ab", [1], "y", unit="m", scale=2.0).length == 2
    assert one.doubled() == 6
    with pytest.raises(TypeError, match=re.escape("Value.__init__() missing 1 required positional")):
        made(unit="s")
    with pytest.raises(TypeError, match=re.escape("Value.__init__() takes from")):
        made(1, "a", [], "x", 4, unit="s")
    with pytest.raises(TypeError, match="unexpected keyword argument 'length'"):
        made(1, unit="s", length=3)


def test_what_is_shown_and_what_is_compared(maker: Maker) -> None:
    made = value(maker)
    one = made(3, unit="s", secret="a")
    assert repr(one).endswith("Value(number=3, text='none', listed=[], length=4, unit='s', scale=1.0)")
    assert one == made(3, unit="s", secret="b")
    assert one != made(4, unit="s")
    assert one != (3, "none", [], "s", 1.0)
    one.listed.append(one)
    assert "listed=[...]" in repr(one)


def test_hashes_and_order(maker: Maker) -> None:
    made = ordered(maker)
    assert hash(made(1, 2)) == hash(made(1, 2)) == hash((1, 2))
    assert made(1, 2) < made(1, 3) <= made(1, 3) < made(2) > made(1, 9) >= made(1, 9)
    with pytest.raises(TypeError):
        assert made(1) < (1, 0)
    with pytest.raises(TypeError, match="unhashable"):
        hash(changeable(maker)(1))
    one = told_apart(maker)()
    assert one != told_apart(maker)()
    assert hash(one) == object.__hash__(one)


def test_nothing_can_be_set_or_deleted(maker: Maker) -> None:
    made = value(maker)
    one = made(3, unit="s")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'number'"):
        one.number = 4
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'number'"):
        del one.number
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):  # Python's own stumbles over its slots
        one.other = 4
    other = changeable(maker)(1)
    other.a = 5
    assert (other.a, repr(other)[-19:]) == (5, "Changeable(a=5, b=2)"[-19:])


def test_a_frozen_one_may_be_inherited_by_another(maker: Maker) -> None:
    above: Any = ordered(maker)

    @dataclasses.dataclass(frozen=True)
    class Below(above):  # type: ignore[misc]
        c: int = 7

    assert (Below(1).c, Below(1, 2, 3).c) == (7, 3)


def test_what_python_does_with_dataclasses_works(maker: Maker) -> None:
    one = value(maker)(3, unit="s", listed=[1])
    assert dataclasses.replace(one, number=4).number == 4
    assert dataclasses.asdict(one)["listed"] == [1]
    assert copy.copy(one) == copy.deepcopy(one) == one
    match one:
        case object(number=3, unit="s"):
            pass
        case _:
            pytest.fail("it is not matched")


def test_what_a_class_writes_itself_stays(maker: Maker) -> None:
    @maker(frozen=True, slots=True)
    class Own:  # noqa: PLW1641
        """With methods of its own."""

        a: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    made: Any = Own
    assert made(1) == 5
    assert repr(made(1)) == "own"
    assert hash(made(1)) == hash((1,))


@quick_dataclass.dataclass(frozen=True, slots=True)
class Stored:
    a: int
    b: list[int]


def test_it_can_be_stored() -> None:
    assert pickle.loads(pickle.dumps(Stored(1, [2]))) == Stored(1, [2])


def test_all_classes_that_each_command_makes_are_made_quickly() -> None:
    paths = [
        path
        for name in QUICK_ROOMS
        for path in ((LIBRARY / name).rglob("*.py") if "." not in name else [LIBRARY / name])
    ]
    text = {path: path.read_text("utf-8") for path in paths}
    slow = [
        path
        for path, each in text.items()
        if re.search(r"^from dataclasses import .*\bdataclass\b", each, re.MULTILINE)
    ]
    assert slow == []
    assert sum("quick_dataclass import dataclass" in each for each in text.values()) > 20
