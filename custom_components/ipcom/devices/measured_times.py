"""The saving of a cover's travel times: what stands against them, what is asked about first, and where it stands then."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.core import callback

from ..const import CONF_TRAVEL_DOWN, CONF_TRAVEL_UP, LOGGER
from ..library import ConfigurationError, InterlockError
from .cover_options import CoverOptions
from .covers import Covers
from .limits import impossible_numbers
from .mapping import MappedCover, check


def settings_mistakes(cover: MappedCover, given: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the options of a cover: the keys of the words, by field."""
    if impossible := dict(impossible_numbers(given)):
        return impossible
    if (CONF_TRAVEL_UP in given) != (CONF_TRAVEL_DOWN in given):
        return {"base": "one_time_missing"}
    try:
        check(replace(cover, options=CoverOptions.from_data(given)))
    except ConfigurationError as error:
        LOGGER.debug("Settings of %s: %s", cover.name, error)
        return {"base": "settings_wrong"}
    return {}


class AskedOnce:
    """Asks once about times that look wrong: the same times given again are accepted."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self._asked: tuple[float, float] | None = None

    def accept(self, up: float, down: float) -> None:
        """Ask no more about these times."""
        self._asked = (up, down)

    def doubts(self, cover: MappedCover, up: float, down: float) -> bool:
        """Return whether a person is to be asked about these times of a cover."""
        asked, self._asked = self._asked, (up, down)
        travel = cover.options.with_times(up, down).travel
        return travel is not None and bool(travel.doubts) and asked != self._asked


@callback
def async_place(covers: Covers, subentry_id: str, cover: MappedCover, position: float | None) -> bool:
    """Set where a cover stands after its last measured run; return False while both directions are on."""
    if position is not None and covers.get(subentry_id) is not None:
        try:
            covers.async_place(subentry_id, position)
        except InterlockError as error:
            LOGGER.warning("Calibrating %s: %s", cover.name, error)
            return False
    return True
