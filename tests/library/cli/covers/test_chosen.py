"""Which shutters a command means."""

from __future__ import annotations

import click
import pytest

from ipcom.cli.covers.chosen import chosen_shutters, require_choice
from ipcom.errors import ConfigurationError
from ipcom.model.devices import Devices
from ipcom.simulator.house.house import House

DEVICES = House.demo().devices


def test_names_mean_each_shutter_once_and_no_names_mean_all() -> None:
    found = chosen_shutters(DEVICES, ["living left", "LIVING_LEFT_D", "bedroom window"])
    assert [shutter.key for shutter in found] == ["living_left_u", "bedroom_window_u"]
    assert chosen_shutters(DEVICES, []) == list(DEVICES.shutters)


def test_a_file_without_shutters_is_a_mistake() -> None:
    with pytest.raises(ConfigurationError, match="No shutters are declared"):
        chosen_shutters(Devices(), [])


@pytest.mark.parametrize(("names", "everything", "why"), [(["a"], True, "not both"), ([], False, "or --all")])
def test_names_and_all_exclude_each_other(names: list[str], everything: bool, why: str) -> None:
    with click.Context(click.Command("close")):
        with pytest.raises(click.UsageError, match=why):
            require_choice(names, everything=everything)
        require_choice(names, everything=not everything)
