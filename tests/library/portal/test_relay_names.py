"""The names of relays say which way they go, in the languages of the country."""

import pytest

from ipcom import RelayRole
from ipcom.portal.relay_names import split_direction

UP, DOWN = RelayRole.UP, RelayRole.DOWN


@pytest.mark.parametrize(
    ("name", "base", "role"),
    [
        ("Salon M", "Salon", UP),
        ("Salon D", "Salon", DOWN),
        ("Living left U", "Living left", UP),
        ("Chambre montée", "Chambre", UP),
        ("Chambre (descente)", "Chambre", DOWN),
        ("Rolluik keuken op", "Rolluik keuken", UP),
        ("Rolluik keuken - neer", "Rolluik keuken", DOWN),
        ("Monter salon", "salon", UP),
        ("Küche ab", "Küche", DOWN),
        ("Salon", "Salon", None),
        ("M", "M", None),
        ("", "", None),
        ("Op de hoek links", "de hoek links", UP),
        ("Mezzanine gauche", "Mezzanine gauche", None),
    ],
)
def test_the_direction_is_the_last_or_the_first_word(name: str, base: str, role: RelayRole | None) -> None:
    assert split_direction(name) == (base, role)
