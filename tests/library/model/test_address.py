"""Addresses of outputs, and how their buses number them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress

addresses = st.builds(OutputAddress, st.integers(1, 16), st.integers(1, 8))


@given(addresses)
def test_an_address_survives_its_text_and_its_index(address: OutputAddress) -> None:
    assert OutputAddress.parse(str(address)) == address
    assert OutputAddress.from_index(address.index) == address


@given(addresses, addresses)
def test_addresses_sort_as_the_gateway_lists_them(one: OutputAddress, other: OutputAddress) -> None:
    assert (one < other) == (one.index < other.index)


def test_the_last_output_is_the_last_index() -> None:
    assert OutputAddress(16, 8).index == 127
    assert str(OutputAddress(3, 4)) == "3/4"


@pytest.mark.parametrize(
    ("module", "output", "said"),
    [
        (0, 1, "no module 0: use 1 to 16"),
        (17, 1, "no module 17"),
        (1, 0, "no output 0: use 1 to 8"),
        (1, 9, "no output 9"),
        (True, 1, "whole number, not True"),
        ("3", 1, "whole number, not '3'"),
        (3, 1.0, "whole number, not 1.0"),
    ],
)
def test_a_wrong_output_is_refused(module: int, output: int, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        OutputAddress(module, output)


@pytest.mark.parametrize(
    "text", ["", "3", "3/", "/4", "3-4", "a/b", "3/4/5", "-3/4", "\u0663/4", "1" * 9 + "/1"]
)
def test_a_text_that_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="write module/output, for example 3/4"):
        OutputAddress.parse(text)


@pytest.mark.parametrize("index", [-1, 128])
def test_an_index_outside_the_bus_is_refused(index: int) -> None:
    with pytest.raises(ConfigurationError, match="use 0 to 127"):
        OutputAddress.from_index(index)
