"""Each sentence says what to do, and none takes anything but numbers: what the portal or a person wrote stays out."""

import pytest

from ipcom.portal.portal_mistakes import PortalMistake


@pytest.mark.parametrize("mistake", PortalMistake)
def test_a_sentence_says_what_to_do_and_quotes_nobody(mistake: PortalMistake) -> None:
    assert mistake.fix or ":" in mistake.text
    assert mistake.placeholders <= {"seconds", "status", "line", "megabytes", "characters"}
