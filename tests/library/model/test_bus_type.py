"""Each type of bus numbers its modules and frames in its own way."""

from __future__ import annotations

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.bus_type import BusType


@pytest.mark.parametrize(
    ("bus_type", "base", "frame_buses"),
    [(BusType.MINIDO, 60, (2, 2)), (BusType.BIBUS, 30, (1, 2))],
)
def test_each_bus_type_numbers_in_its_own_way(
    bus_type: BusType, base: int, frame_buses: tuple[int, int]
) -> None:
    assert bus_type.base_address == base
    assert (bus_type.frame_bus(1), bus_type.frame_bus(2)) == frame_buses


def test_there_is_no_third_bus() -> None:
    with pytest.raises(ConfigurationError, match="bus 1 and bus 2"):
        BusType.MINIDO.frame_bus(3)
