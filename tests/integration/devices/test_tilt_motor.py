"""The relays of a motor for the slats, in a subentry and at the client."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.choices import output_choices
from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.devices.registrations import Registrations
from custom_components.ipcom.devices.tilt_motor import TiltMotor
from custom_components.ipcom.library import ConfigurationError, OutputAddress, TiltModel
from tests.integration.blinds import COVERS, EACH, FIRST, OWN, blinds
from tests.integration.homes import Home
from tests.integration.subentries import subentry_of

MOTOR = TiltMotor(OutputAddress(6, 1), OutputAddress(6, 2))


@pytest.mark.parametrize("entity_id", EACH)
def test_a_subentry_holds_the_model_and_the_relays(entity_id: str) -> None:
    cover = COVERS[entity_id]
    assert MappedCover.from_subentry(subentry_of(cover)) == cover


def test_a_cover_of_an_earlier_release_turns_its_slats_with_the_first_part() -> None:
    data = COVERS[FIRST].as_data()
    assert not any(key.startswith(("tilt_model", "tilt_up", "tilt_down")) for key in data)
    assert COVERS[FIRST].options.tilt_model is TiltModel.FIRST_PART


def test_a_motor_turns_round() -> None:
    assert MOTOR.turned == TiltMotor(OutputAddress(6, 2), OutputAddress(6, 1))
    assert TiltMotor.from_data(MOTOR.as_data()) == MOTOR
    assert TiltMotor.from_data({}) is None


@pytest.mark.parametrize("missing", ["tilt_up_module", "tilt_time"])
def test_a_motor_without_its_relays_or_its_time_is_none(missing: str) -> None:
    data = {key: value for key, value in COVERS[OWN].as_data().items() if key != missing}
    cover = MappedCover.from_subentry(replace(subentry_of(COVERS[OWN]), data=MappingProxyType(data)))
    assert cover.tilt_motor is None
    assert not cover.tilts
    assert cover.options.travel is not None


async def test_the_client_guards_both_motors_and_the_lists_know_their_owner(hass: HomeAssistant) -> None:
    async with blinds(hass) as house:
        guarded = {frozenset(map(str, pair.addresses)) for pair in house.home.client.shutters}
        assert {frozenset({"5/6", "5/5"}), frozenset({"6/1", "6/2"})} <= guarded
        owners = {str(choice.address): choice.owner for choice in output_choices(house.home.entry)}
        assert (owners["6/1"], owners["6/2"], owners["6/3"]) == ("Own", "Own", "")
        assert house.home.hass.states.get(OWN) is not None


async def test_relays_in_use_leave_neither_motor_guarded(home: Home) -> None:
    cover = MappedCover(
        "Attic",
        OutputAddress(7, 1),
        OutputAddress(7, 2),
        options=CoverOptions(20.0, 19.0, tilt_time=5.0, tilt_model=TiltModel.OWN_MOTOR),
        tilt_motor=TiltMotor(OutputAddress(5, 1), OutputAddress(7, 3)),
    )
    registrations = Registrations(home.client)
    before = set(home.client.shutters)
    with pytest.raises(ConfigurationError):
        registrations.register("attic", cover)
    assert set(home.client.shutters) == before
    assert not registrations.ends("attic", None)
