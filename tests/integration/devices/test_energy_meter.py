"""The energy of one output, counted from its power."""

import pytest

from custom_components.ipcom.devices.energy_meter import EnergyMeter

HOUR = 3600.0


def test_a_kilowatt_for_an_hour_is_a_kilowatt_hour() -> None:
    meter = EnergyMeter(2.0, 1000.0, 0.0)
    meter.count(HOUR)
    assert meter.kwh == pytest.approx(3.0)


def test_a_change_counts_with_the_power_from_before() -> None:
    meter = EnergyMeter(0.0, 100.0, 0.0)
    meter.set_power(0.0, HOUR)
    meter.set_power(50.0, 2 * HOUR)
    meter.count(4 * HOUR)
    assert meter.kwh == pytest.approx(0.2)


def test_a_time_without_a_link_counts_if_the_power_is_the_same_afterwards() -> None:
    meter = EnergyMeter(0.0, 100.0, 0.0)
    meter.set_power(None, HOUR)
    meter.count(1.5 * HOUR)
    assert meter.kwh == pytest.approx(0.1)
    meter.set_power(None, 1.7 * HOUR)
    meter.set_power(100.0, 2 * HOUR)
    assert meter.kwh == pytest.approx(0.2)


@pytest.mark.parametrize("after", [0.0, 60.0])
def test_a_time_without_a_link_does_not_count_if_the_power_is_another_afterwards(after: float) -> None:
    meter = EnergyMeter(0.0, 100.0, 0.0)
    meter.set_power(None, HOUR)
    meter.set_power(after, 2 * HOUR)
    assert meter.kwh == pytest.approx(0.1)
    meter.count(3 * HOUR)
    assert meter.kwh == pytest.approx(0.1 + after / 1000)


def test_one_that_begins_without_a_link_counts_from_the_first_read() -> None:
    meter = EnergyMeter(1.0, None, 0.0)
    meter.set_power(100.0, HOUR)
    meter.count(2 * HOUR)
    assert meter.kwh == pytest.approx(1.1)


def test_a_clock_that_went_back_takes_nothing_away() -> None:
    meter = EnergyMeter(1.0, 100.0, HOUR)
    meter.count(0.0)
    assert meter.kwh == 1.0
