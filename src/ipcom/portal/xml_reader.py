"""Reads an XML answer piece by piece, within bounds, and refuses what only an attacker needs; pure.

The parser is expat. A document type declaration is refused where it begins, and with it every entity but the five
of XML itself: no answer can grow by expansion, name a file or name another server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from .portal_errors import PortalAnswerWrong
from .portal_mistakes import PortalMistake

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 8 * 1024 * 1024
"""Two full buses with all their maps take less than 1 MB; a map might hold a picture."""
MAX_ELEMENTS = 100_000
"""Two full buses with all their maps take some 10,000."""
MAX_DEPTH = 32
"""An answer is 10 levels deep."""
MAX_TEXT = 1000
"""Characters of one element; longer text is no name, and is cut."""
_SEPARATOR = " "


@dataclass(slots=True)
class XmlElement:
    """An element without its namespace and attributes."""

    name: str
    text: str = ""
    children: list[XmlElement] = field(default_factory=list)

    def child(self, name: str) -> XmlElement | None:
        """Return the first child with this name."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[XmlElement]:
        """Return the children with this name."""
        return (child for child in self.children if child.name == name)

    def below(self, *names: str) -> list[XmlElement]:
        """Return what lies at the end of this path, in every branch."""
        found = [self]
        for name in names:
            found = [child for element in found for child in element.all(name)]
        return found


class XmlReader:
    """One answer. `feed` takes its bytes as they come; `finish` returns the outermost element."""

    def __init__(self) -> None:
        self._root: XmlElement | None = None
        self._open: list[XmlElement] = []
        self._bytes = 0
        self._elements = 0
        self._parser = parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.UnparsedEntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.SkippedEntityHandler = self._refuse

    def feed(self, data: bytes) -> None:
        """Take the next bytes. Raises `PortalAnswerWrong`, after which the reader is of no use."""
        self._bytes += len(data)
        if self._bytes > MAX_BYTES:
            raise PortalAnswerWrong(PortalMistake.PORTAL_TOO_LARGE(megabytes=MAX_BYTES // 1024**2))
        self._parse(data, last=False)

    def finish(self) -> XmlElement:
        """Return the outermost element. Raises `PortalAnswerWrong` if the answer is not complete."""
        self._parse(b"", last=True)
        assert self._root is not None, "expat accepts no document without an element"
        return self._root

    def _parse(self, data: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise PortalAnswerWrong(PortalMistake.PORTAL_NOT_XML(line=error.lineno)) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise PortalAnswerWrong(PortalMistake.PORTAL_TOO_MANY())
        element = XmlElement(name.rpartition(_SEPARATOR)[2])
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, name: str) -> None:
        del name
        self._open.pop()

    def _characters(self, text: str) -> None:
        element = self._open[-1]
        if len(element.text) < MAX_TEXT:
            element.text = (element.text + text)[:MAX_TEXT]

    def _refuse(self, *_: object) -> NoReturn:
        raise PortalAnswerWrong(PortalMistake.PORTAL_DOCTYPE())
