"""The codes that `Statistics.last_error` may have, for programs that list them; pure."""

from __future__ import annotations

from ..protocol.protocol_text import PeerText
from .connection.link_text import LinkText

LINK_CODES = tuple(sorted(sentence.code for table in (LinkText, PeerText) for sentence in table))
"""Why a link ended or was not made, as the code of its sentence."""
