"""One motor that moves a curtain and its slats, each kind in its order."""

import pytest

from ipcom.model.tilt_model import TiltModel
from ipcom.simulator.house.blind import Blind, BlindSpec

FIRST_PART, CLOSED_END = TiltModel.FIRST_PART, TiltModel.CLOSED_END


def blind(model: TiltModel, height: float, tilt: float, tilt_s: float = 2.0) -> Blind:
    """Ten seconds of curtain and two of slats, each way."""
    return Blind(BlindSpec(10.0 + tilt_s, 10.0 + tilt_s, tilt_s, model), height, tilt)


@pytest.mark.parametrize(
    ("model", "start", "seconds", "end"),
    [
        (FIRST_PART, (50.0, 0.0), 1.0, (50.0, 50.0)),
        (FIRST_PART, (50.0, 0.0), 4.0, (70.0, 100.0)),
        (CLOSED_END, (0.0, 0.0), 1.0, (0.0, 50.0)),
        (CLOSED_END, (0.0, 50.0), 3.0, (20.0, 100.0)),
        (CLOSED_END, (50.0, 100.0), 1.0, (60.0, 100.0)),
        (CLOSED_END, (0.0, 0.0), 60.0, (100.0, 100.0)),
    ],
)
def test_slats_open_before_the_curtain_lifts(
    model: TiltModel, start: tuple[float, float], seconds: float, end: tuple[float, float]
) -> None:
    moved = blind(model, *start)
    moved.run_up(seconds)
    assert [moved.height, moved.tilt] == pytest.approx(end)


@pytest.mark.parametrize(
    ("model", "start", "seconds", "end"),
    [
        (FIRST_PART, (50.0, 100.0), 1.0, (50.0, 50.0)),
        (FIRST_PART, (50.0, 100.0), 4.0, (30.0, 0.0)),
        (CLOSED_END, (50.0, 100.0), 1.0, (40.0, 100.0)),
        (CLOSED_END, (50.0, 100.0), 6.0, (0.0, 50.0)),
        (CLOSED_END, (50.0, 100.0), 60.0, (0.0, 0.0)),
    ],
)
def test_slats_close_first_or_at_the_bottom(
    model: TiltModel, start: tuple[float, float], seconds: float, end: tuple[float, float]
) -> None:
    moved = blind(model, *start)
    moved.run_down(seconds)
    assert [moved.height, moved.tilt] == pytest.approx(end)


def test_a_curtain_without_slats_only_moves() -> None:
    moved = blind(FIRST_PART, 50.0, 0.0, tilt_s=0.0)
    moved.run_up(2.0)
    moved.run_down(1.0)
    assert [moved.height, moved.tilt] == pytest.approx([60.0, 0.0])


def test_a_blind_put_somewhere_by_hand_hangs_open_if_its_slats_turn_at_the_bottom() -> None:
    hung, turned = blind(CLOSED_END, 0.0, 0.0), blind(FIRST_PART, 0.0, 0.0)
    for each in (hung, turned):
        each.put(30.0)
    assert (hung.tilt, turned.tilt) == (100.0, 0.0)
