"""The plan of an import, without Home Assistant."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover, MappedOutput
from custom_components.ipcom.imports.import_plan import ImportPlan, plan_import
from custom_components.ipcom.library import OutputAddress


def output(name: str, at: str, **more: Any) -> MappedOutput:
    return MappedOutput(name, OutputAddress.parse(at), MappedKind.LIGHT, key=name.lower(), **more)


def cover(name: str, up: str, down: str) -> MappedCover:
    return MappedCover(name, OutputAddress.parse(up), OutputAddress.parse(down), key=name.lower())


def test_nothing_is_there_yet() -> None:
    plan = plan_import({}, [output("Hall", "1/1")])
    assert [device.name for device in plan.added] == ["Hall"]
    assert not plan.empty


def test_the_same_again_does_nothing() -> None:
    hall = output("Hall", "1/1")
    plan = plan_import({"a": hall}, [hall])
    assert plan.empty
    assert plan.same == (hall,)


def test_what_is_not_in_the_file_stays() -> None:
    hall = output("Hall", "1/1")
    assert plan_import({"a": hall}, []).kept == (hall,)


def test_a_key_that_moved_is_a_change() -> None:
    plan = plan_import({"a": output("Hall", "1/1")}, [output("Hall", "1/2")])
    assert [(change.before.local_id, change.after.local_id) for change in plan.changed] == [("1_1", "1_2")]


def test_a_cover_keeps_its_times_and_everything_keeps_its_object_id() -> None:
    before = replace(cover("Left", "5/2", "5/1"), options=CoverOptions(21, 20), object_id="left")
    plan = plan_import({"a": before}, [replace(cover("Links", "5/2", "5/1"), object_id="links")])
    (change,) = plan.changed
    assert change.after.name == "Links"
    assert isinstance(change.after, MappedCover)
    assert change.after.options == before.options
    assert change.after.object_id == "left"


def test_a_relay_of_another_device_is_not_taken() -> None:
    plan = plan_import({"a": output("Hall", "5/1")}, [cover("Left", "5/2", "5/1")])
    assert [device.name for device in plan.blocked] == ["Left"]
    assert plan.empty


def test_a_new_key_on_the_same_output_is_a_change() -> None:
    before = output("Hall", "1/1", object_id="hall")
    (change,) = plan_import({"a": before}, [output("Corridor", "1/1", object_id="corridor")]).changed
    assert (change.after.key, change.after.object_id) == ("corridor", "hall")


def test_keys_that_swap_outputs_or_move_up_keep_their_subentries() -> None:
    there = {"a": output("Hall", "1/1"), "b": output("Porch", "1/2")}
    plan = plan_import(there, [output("Hall", "1/2"), output("Porch", "1/1")])
    assert moves(plan) == [("a", "1_2"), ("b", "1_1")]
    plan = plan_import(there, [output("Hall", "1/2"), output("Porch", "1/3"), output("New", "1/1")])
    assert moves(plan) == [("a", "1_2"), ("b", "1_3")]
    assert [device.name for device in plan.added] == ["New"]


def test_a_key_that_is_there_twice_is_taken_where_it_stands() -> None:
    there = {"a": output("Hall", "1/1"), "b": output("Hall", "1/2")}
    plan = plan_import(there, [output("Hall", "1/2")])
    assert plan.same == (there["b"],)
    assert plan.kept == (there["a"],)


def moves(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(change.subentry_id, change.after.local_id) for change in plan.changed]


def test_a_move_to_the_output_of_another_device_is_blocked() -> None:
    there = {"a": output("Hall", "1/1"), "b": output("Own", "1/2")}
    plan = plan_import(there, [output("Hall", "1/2"), output("New", "1/1")])
    assert plan.empty
    assert [device.name for device in plan.blocked] == ["New", "Hall"]
    plan = plan_import(
        {"a": cover("Left", "5/2", "5/1"), "b": output("Own", "1/2")}, [cover("Left", "5/3", "1/2")]
    )
    assert plan.empty
    assert [device.name for device in plan.blocked] == ["Left"]


def test_a_move_to_the_output_of_a_blocked_device_is_blocked_too() -> None:
    there = {"a": output("Hall", "1/1"), "b": output("Porch", "1/2"), "c": output("Own", "1/3")}
    plan = plan_import(there, [output("Hall", "1/2"), output("Porch", "1/3")])
    assert plan.empty
    assert {device.name for device in plan.blocked} == {"Hall", "Porch"}


@pytest.mark.parametrize("key", ["", "left"])
def test_a_cover_is_recognised_by_both_outputs_and_turned_with_its_times(key: str) -> None:
    before = replace(cover("Mine", "5/1", "5/2"), key=key, options=CoverOptions(21, 20, pause=2))
    (change,) = plan_import({"a": before}, [cover("Left", "5/2", "5/1")]).changed
    assert isinstance(change.after, MappedCover)
    assert (change.after.name, str(change.after.up), str(change.after.down)) == ("Left", "5/2", "5/1")
    assert change.after.options == CoverOptions(20, 21, pause=2)
    (change,) = plan_import({"a": before}, [cover("Left", "5/1", "5/2")]).changed
    assert isinstance(change.after, MappedCover)
    assert change.after.options == before.options


def test_a_cover_that_shares_one_output_is_not_the_same() -> None:
    by_hand = replace(cover("Mine", "5/1", "5/3"), key="")
    plan = plan_import({"a": by_hand}, [cover("Left", "5/2", "5/1")])
    assert plan.kept == (by_hand,)
    assert [device.name for device in plan.blocked] == ["Left"]


def test_long_lists_are_cut() -> None:
    plan = plan_import({}, [output(f"L{n}", str(OutputAddress.from_index(n))) for n in range(50)])
    shown = plan.placeholders({})
    assert shown["added"].count("\n") == 40
    assert shown["added"].endswith("- … + 10")
    assert shown["changed"] == "—"


def test_what_only_the_owner_gave_is_kept_and_what_the_file_gives_wins() -> None:
    before = output("Hall", "1/1", icon="mdi:lamp", watts=40.0, energy=True)
    plan = plan_import({"hall": before}, [output("Hall", "1/1", icon="mdi:floor-lamp", room="Hall")])
    (change,) = plan.changed
    assert change.after == replace(before, icon="mdi:floor-lamp", room="Hall")
    shade = replace(cover("Shade", "5/1", "5/2"), icon="mdi:sunglasses")
    assert plan_import({"shade": shade}, [cover("Shade", "5/1", "5/2")]).same == (shade,)
