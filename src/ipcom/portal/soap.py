"""SOAP 1.1 as the portal speaks it: a request as bytes, and the result inside an answer; pure.

The form is that of docs/protocol.md, "Portal requests".
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..errors import ConfigurationError, Problem
from .portal_errors import PortalAnswerWrong
from .portal_mistakes import PortalMistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .xml_reader import XmlElement

NAMESPACE = "http://tempuri.org/"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
CONTENT_TYPE = "text/xml; charset=utf-8"
MAX_ARGUMENT = 256
"""Characters of a user name or a password; a longer one is something else that was pasted."""


def headers_for(method: str) -> dict[str, str]:
    """Return the headers of a request."""
    return {"Content-Type": CONTENT_TYPE, "SOAPAction": f'"{NAMESPACE}{method}"'}


def request_body(method: str, arguments: Mapping[str, str]) -> bytes:
    """Return the envelope of a request. Raises `ConfigurationError` for a text that XML cannot carry."""
    inside = "".join(f"<{name}>{_escaped(name, text)}</{name}>" for name, text in arguments.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{ENVELOPE}"><soap:Body>'
        f'<{method} xmlns="{NAMESPACE}">{inside}</{method}>'
        "</soap:Body></soap:Envelope>"
    ).encode()


def result_of(method: str, root: XmlElement) -> XmlElement:
    """Return the result in the answer to `method`. Raises `PortalAnswerWrong` if it is not there."""
    for body in root.below("Body") if root.name == "Envelope" else []:
        for answer in body.all(f"{method}Response"):
            for result in answer.all(f"{method}Result"):
                return result
    raise PortalAnswerWrong(PortalMistake.PORTAL_UNEXPECTED())


def _escaped(name: str, text: str) -> str:
    too_long, unsendable = _MISTAKES.get(name, _MISTAKES["username"])
    if len(text) > MAX_ARGUMENT:
        raise ConfigurationError(Problem(too_long(characters=MAX_ARGUMENT)))
    if not text.isprintable():
        raise ConfigurationError(Problem(unsendable()))
    return escape(text)


_MISTAKES = {
    "username": (PortalMistake.PORTAL_USER_NAME_LONG, PortalMistake.PORTAL_USER_NAME_UNSENDABLE),
    "passwordws": (PortalMistake.PORTAL_PASSWORD_LONG, PortalMistake.PORTAL_PASSWORD_UNSENDABLE),
}
