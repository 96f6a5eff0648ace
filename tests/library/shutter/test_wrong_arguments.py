"""A wrong argument is a ConfigurationError that says what to write, and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.motion import Motion
from ipcom.shutter.calibration import Calibration
from ipcom.shutter.curve import Curve
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from tests.library.shutter.shutter_rig import PAIR, TIMES, Rig, later

pytestmark = pytest.mark.virtual_time

NAN = float("nan")
NO_PERCENT = ["40", None, NAN, True, -0.1, 100.1, float("inf"), b"4", pytest.param(10**400, id="huge")]
NO_TIME = ["20", None, NAN, True, 0.0, -1.0, float("inf"), pytest.param(10**400, id="huge")]


async def coroutine(_: object) -> None:
    """No callback."""


@pytest.mark.parametrize("wrong", NO_PERCENT)
async def test_no_percent_moves_or_places_a_shutter(rig: Rig, wrong: Any) -> None:
    async with rig.known(travel=TravelTimes(up=20.0, down=19.0, tilt=1.5)) as shutter:
        await shutter.set_position(50)
        for call in (shutter.set_position, shutter.set_tilt):
            with pytest.raises(ConfigurationError, match="give 0 to 100"):
                await call(wrong)
        for placing in ((wrong, 0.0), (30.0, "40" if wrong is None else wrong)):  # no tilt is none told
            with pytest.raises(ConfigurationError, match="give 0 to 100"):
                shutter.set_known_position(*placing)
        assert shutter.target is not None, "the movement under way goes on"
        await shutter.wait_settled()
        assert shutter.position == pytest.approx(50.0, abs=0.5)


@pytest.mark.parametrize("field", ["up", "down", "start_delay", "stop_lag", "overrun_s", "min_move"])
@pytest.mark.parametrize(
    "wrong", ["20", None, NAN, True, -1.0, float("inf"), pytest.param(10**400, id="huge")]
)
def test_no_time_is_no_travel_time(field: str, wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match=field):
        TravelTimes(**{"up": 20.0, "down": 19.0, field: wrong})


@pytest.mark.parametrize(
    "wrong", [{"tilt": "1"}, {"tilt": NAN}, {"tilt": True}, {"curve": 0.5}, {"curve": None}]
)
def test_tilt_and_curve_are_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"tilt|curve"):
        TravelTimes(up=20.0, down=19.0, **wrong)


@pytest.mark.parametrize("wrong", ["0.5", None, NAN, 0.2, True])
def test_a_curve_needs_a_share(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="share between"):
        Curve(wrong)


@pytest.mark.parametrize(
    "options",
    [
        {"client": None},
        {"client": "192.168.1.20"},
        {"client": Shutter},
        {"pair": "5/2"},
        {"pair": None},
        {"pair": (PAIR.up, PAIR.down)},
        {"travel": 20.0},
        {"travel": {"up": 20.0, "down": 19.0}},
        {"name": 3},
        {"restore": {"position": 40.0}},
        {"run_full_first": "yes"},
        {"untimed_run": "30"},
        {"untimed_run": 0.0},
    ],
)
async def test_a_shutter_is_made_of_what_it_needs(rig: Rig, options: dict[str, Any]) -> None:
    arguments = {"client": rig.client, "pair": PAIR, "travel": TIMES, **options}
    with pytest.raises(ConfigurationError):
        Shutter(arguments.pop("client"), arguments.pop("pair"), **arguments)


@pytest.mark.parametrize(
    "options", [{"client": None}, {"pair": "5/2"}, {"max_run": "30"}, {"max_run": NAN}, {"max_run": 0.0}]
)
async def test_a_calibration_is_made_of_what_it_needs(rig: Rig, options: dict[str, Any]) -> None:
    arguments = {"client": rig.client, "pair": PAIR, **options}
    with pytest.raises(ConfigurationError):
        Calibration(arguments.pop("client"), arguments.pop("pair"), **arguments)


@pytest.mark.parametrize("wrong", ["up", None, 1])
async def test_a_calibration_runs_in_a_direction(rig: Rig, wrong: Any) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        with pytest.raises(ConfigurationError, match=r"Motion\.UP"):
            await calibration.start(wrong)
        with pytest.raises(ConfigurationError, match="travel times"):
            calibration.times({"up": 20.0})  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="async with"):
        await Calibration(rig.client, PAIR).start(Motion.UP)
    await later(1.0)
    assert rig.motor.starts == 0


def refused(shutter: Shutter) -> list[Callable[[], object]]:
    """Calls with arguments that cannot be."""
    return [
        lambda: shutter.set_travel(20.0),  # type: ignore[arg-type]
        lambda: shutter.set_travel(TIMES, run_full_first="no"),  # type: ignore[arg-type]
        lambda: shutter.adopt(None),  # type: ignore[arg-type]
        lambda: shutter.subscribe(None),  # type: ignore[arg-type]
        lambda: shutter.subscribe("print"),  # type: ignore[arg-type]
        lambda: shutter.subscribe(coroutine),  # type: ignore[arg-type]
        lambda: shutter.calibration("30"),  # type: ignore[arg-type]
        lambda: shutter.calibration(NAN),
    ]


async def test_a_refused_call_changes_nothing(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        for call in refused(shutter):
            with pytest.raises(ConfigurationError):
                call()
        assert shutter.target is not None
        await shutter.wait_settled()
        assert (shutter.position, shutter.travel_times) == (100.0, TIMES)
