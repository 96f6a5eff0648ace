"""Two relays are a shutter for certain, or by a guess that an owner confirms, or not at all."""

from ipcom import OutputAddress
from ipcom.portal.answers import MapElement
from ipcom.portal.drawn_outputs import EXO_STORE, DrawnOutput
from ipcom.portal.relay_pairs import pair_relays


def relay(module: int, output: int, name: str, symbol: str = "") -> DrawnOutput:
    element = MapElement(name, "Output", symbol, "", 0, None, "")
    return DrawnOutput(OutputAddress(module, output), EXO_STORE, name, (element,) if symbol else ())


def told(*relays: DrawnOutput) -> list[tuple[str, str, str, bool, bool]]:
    pairs, _ = pair_relays(relays)
    return [
        (each.name, str(each.up.address), str(each.down.address), each.certain, each.directed)
        for each in pairs
    ]


def test_symbols_say_the_direction() -> None:
    up, down = relay(5, 2, "Salon", "OutputShutterUp"), relay(5, 1, "Salon", "OutputShutterDown")
    assert told(up, down) == [("Salon", "5/2", "5/1", True, True)]


def test_names_say_the_direction_where_no_symbol_does() -> None:
    assert told(relay(5, 1, "Salon D"), relay(5, 2, "Salon M")) == [("Salon", "5/2", "5/1", True, True)]


def test_one_direction_is_enough() -> None:
    assert told(relay(5, 1, "Salon"), relay(5, 2, "Salon", "OutputBlindUp")) == [
        ("Salon", "5/2", "5/1", True, True)
    ]


def test_neighbours_of_one_name_are_a_shutter_whose_direction_is_a_guess() -> None:
    assert told(relay(5, 1, "Salon"), relay(5, 2, "Salon")) == [("Salon", "5/1", "5/2", True, False)]


def test_a_name_counts_more_than_the_neighbour() -> None:
    left, right = ("Left M", "Left D"), ("Right M", "Right D")
    crossed = (relay(5, 1, left[0]), relay(5, 2, right[1]), relay(5, 3, left[1]), relay(5, 4, right[0]))
    assert told(*crossed) == [("Left", "5/1", "5/3", True, True), ("Right", "5/4", "5/2", True, True)]


def test_neighbours_with_other_names_are_a_guess() -> None:
    assert told(relay(5, 1, "Left"), relay(5, 2, "Right")) == [("Left / Right", "5/1", "5/2", False, False)]


def test_two_shutters_of_one_name_are_told_apart_by_their_place() -> None:
    names = (relay(5, 1, "Salon M"), relay(5, 2, "Salon D"), relay(5, 3, "Salon M"), relay(5, 4, "Salon D"))
    assert told(*names) == [("Salon", "5/1", "5/2", True, True), ("Salon", "5/3", "5/4", True, True)]


def test_relays_that_go_the_same_way_are_no_shutter() -> None:
    pairs, alone = pair_relays([relay(5, 1, "Left M"), relay(5, 2, "Right M"), relay(6, 2, "Left D")])
    assert pairs == ()
    assert [str(each.address) for each in alone] == ["5/1", "5/2", "6/2"]
