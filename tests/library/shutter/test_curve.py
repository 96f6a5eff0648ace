"""A curve tells the height after a share of the time, and the share for a height."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcom.shutter.curve import Curve

UNHURRIED = settings(deadline=None)
units = st.floats(0.0, 1.0)
curves = st.builds(Curve, st.floats(0.3, 0.7))


@UNHURRIED
@given(curves, units)
def test_a_curve_and_its_inverse_agree(curve: Curve, height: float) -> None:
    assert curve.height(curve.share(height)) == pytest.approx(height, abs=1e-9)


@UNHURRIED
@given(curves, units, units)
def test_a_curve_never_turns_back(curve: Curve, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= curve.height(low) <= curve.height(high) + 1e-12 <= 1.0 + 1e-9


@UNHURRIED
@given(st.floats(0.3, 0.7))
def test_a_curve_goes_through_its_three_points(half_at: float) -> None:
    curve = Curve(half_at)
    assert curve.height(0.0) == 0.0
    assert curve.height(half_at) == pytest.approx(0.5)
    assert curve.height(1.0) == pytest.approx(1.0)
    assert curve.share(1.0) == pytest.approx(1.0)
