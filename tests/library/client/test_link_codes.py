"""The codes of the link are those of its two tables."""

from ipcom import LINK_CODES


def test_the_codes_are_listed_once_each() -> None:
    assert {"login_refused", "connect_unanswered", "reply_unknown"} <= set(LINK_CODES)
    assert len(set(LINK_CODES)) == len(LINK_CODES)
