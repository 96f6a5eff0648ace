"""Numbers as they are shown."""

import pytest

from custom_components.ipcom.devices.shown import shown_position


@pytest.mark.parametrize(
    ("position", "shown"), [(None, None), (0.0, 0), (0.2, 1), (49.6, 50), (99.8, 99), (100.0, 100)]
)
def test_an_end_is_shown_only_at_the_end(position: float | None, shown: int | None) -> None:
    assert shown_position(position) == shown
