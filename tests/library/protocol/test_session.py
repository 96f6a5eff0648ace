"""The protocol's public names, at the two places where they are."""

import ipcom.protocol
from ipcom.protocol import session


def test_both_ends_are_in_one_place() -> None:
    assert all(getattr(session, name) is getattr(ipcom.protocol, name) for name in session.__all__)


def test_the_public_names_are_these() -> None:
    assert all(hasattr(ipcom.protocol, name) for name in ipcom.protocol.__all__)
