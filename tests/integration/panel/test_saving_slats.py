"""What turns the slats of a cover, saved from a page."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.devices.tilt_motor import TiltMotor
from custom_components.ipcom.library import OutputAddress, TiltModel
from custom_components.ipcom.panel.things import things_of
from tests.integration.blinds import COVERS, FIRST, OWN, Blinds, blinds
from tests.integration.homes import at
from tests.integration.pages import Page, WebSocketMaker

type Save = Callable[..., Any]


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[Blinds]:
    """The blinds, closed with closed slats."""
    async with blinds(hass) as house:
        yield house


@pytest.fixture
async def save(house: Blinds, hass_ws_client: WebSocketMaker) -> Save:
    """Save what is asked of a cover; return the answer, or the error of a command that no page sends."""
    page = Page(await hass_ws_client())

    async def saved(entity_id: str, **asked: Any) -> Any:
        thing = {"thing_type": "cover", "thing_id": f"subentry_{COVERS[entity_id].local_id}", **asked}
        answer = await page.ask("ipcom/thing/save", entry_id=house.home.entry.entry_id, **thing)
        await house.home.hass.async_block_till_done()
        return answer["result"] if answer["success"] else answer["error"]["code"]

    return saved


def index(place: str) -> int:
    return int(at(place).index)


def cover_of(house: Blinds, entity_id: str) -> MappedCover:
    return MappedCover.from_subentry(house.home.entry.subentries[f"subentry_{COVERS[entity_id].local_id}"])


def told(house: Blinds, entity_id: str) -> dict[str, Any]:
    things = things_of(house.home.hass, house.home.entry)
    return next(thing for thing in things if thing["entity_id"] == entity_id)


async def test_a_page_is_told_what_turns_the_slats(house: Blinds) -> None:
    assert told(house, OWN)["outputs"] == [index(place) for place in ("5/6", "5/5", "6/1", "6/2")]
    assert (told(house, OWN)["tilt_model"], told(house, OWN)["tilt_time"]) == ("own_motor", 6.0)
    assert told(house, FIRST)["tilt_model"] == "first_part"


async def test_each_model_is_saved_without_anything_else(house: Blinds, save: Save) -> None:
    outputs = [index("7/1"), index("7/2")]
    answer = await save(FIRST, tilt_model="own_motor", tilt_time=5, tilt_outputs=outputs)
    assert answer["saved"]
    assert cover_of(house, FIRST).tilt_motor == TiltMotor(OutputAddress(7, 1), OutputAddress(7, 2))
    await save(FIRST, tilt_outputs=outputs[::-1])
    assert cover_of(house, FIRST).tilt_motor == TiltMotor(OutputAddress(7, 2), OutputAddress(7, 1))
    await save(FIRST, name="Study")
    assert cover_of(house, FIRST).tilt_motor == TiltMotor(OutputAddress(7, 2), OutputAddress(7, 1))
    await save(FIRST, tilt_model="closed_end", tilt_time=1.5)
    assert cover_of(house, FIRST).options.tilt_model is TiltModel.CLOSED_END
    assert cover_of(house, FIRST).tilt_motor is None
    await save(FIRST, tilt_model=None)
    assert cover_of(house, FIRST).options.tilt_time is None
    assert told(house, FIRST)["tilt_model"] is None
    assert len(house.logins) == 1


@pytest.mark.parametrize(
    ("asked", "field", "key"),
    [
        ({"tilt_model": "own_motor"}, "tilt_outputs", "output_missing"),
        ({"tilt_model": "own_motor", "tilt_outputs": [48]}, "tilt_outputs", "output_missing"),
        ({"tilt_model": "own_motor", "tilt_outputs": [48, 48]}, "tilt_outputs", "same_output"),
        ({"tilt_model": "own_motor", "tilt_outputs": [48, 40]}, "tilt_outputs", "output_taken"),
        ({"tilt_model": "closed_end", "tilt_time": 9.5}, "tilt_time", "settings_wrong"),
        ({"tilt_model": "closed_end", "tilt_time": 0}, "tilt_time", "tilt_time_impossible"),
        ({"tilt_model": "closed_end", "tilt_time": None}, "tilt_time", "tilt_time_missing"),
    ],
)
async def test_what_stands_against_it_is_said_at_its_field(
    save: Save, asked: dict[str, Any], field: str, key: str
) -> None:
    mistake = (await save(FIRST, **asked))["mistake"]
    assert (mistake["field"], mistake["text"]["key"]) == (field, f"cover.error.{key}")


@pytest.mark.parametrize(
    "asked",
    [
        {"tilt_outputs": [48, 49, 50]},
        {"tilt_model": "sideways"},
        {"thing_type": "output", "tilt_time": 1},
    ],
)
async def test_what_no_page_asks_is_refused(save: Save, asked: dict[str, Any]) -> None:
    assert await save(FIRST, **asked) == "invalid_format"
