"""An answer is read piece by piece and within bounds; what only an attacker needs is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.portal import PortalAnswerWrong
from ipcom.portal.xml_reader import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT, XmlElement, XmlReader


def read(data: bytes, size: int = 7) -> XmlElement:
    reader = XmlReader()
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
    return reader.finish()


def test_elements_lose_their_namespace_and_keep_their_text() -> None:
    root = read('<a xmlns="urn:x" b="1"><p:n xmlns:p="urn:y">É &amp; è &#8364;</p:n><n/></a>'.encode())
    assert root.name == "a"
    assert [each.text for each in root.all("n")] == ["É & è €", ""]
    assert root.child("n") is root.children[0]
    assert root.child("m") is None


def test_a_path_leads_down_every_branch() -> None:
    root = read(b"<a><b><c>1</c></b><d/><b><c>2</c><c>3</c></b></a>")
    assert [each.text for each in root.below("b", "c")] == ["1", "2", "3"]
    assert root.below("b", "x") == []


@given(st.integers(1, 40))
def test_the_pieces_may_be_of_any_size(size: int) -> None:
    assert read("<a>grüße 🏠</a>".encode(), size).text == "grüße 🏠"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<a>",
        b"<a></b>",
        b"<a/><b/>",
        b"<a>\xe9</a>",
        b"<a>&unknown;</a>",
        b"<a b=1/>",
        b"\x00\x01\x02",
    ],
)
def test_what_is_not_xml_is_told(data: bytes) -> None:
    with pytest.raises(PortalAnswerWrong, match="not XML"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><a/>',
    ],
)
def test_a_document_type_is_refused_before_anything_of_it_is_used(data: bytes) -> None:
    with pytest.raises(PortalAnswerWrong, match="document type"):
        read(data)


def test_an_answer_has_a_largest_size() -> None:
    reader = XmlReader()
    reader.feed(b"<a>")
    reader.feed(b"x" * (MAX_BYTES - 3))
    with pytest.raises(PortalAnswerWrong, match="larger than 8 MB"):
        reader.feed(b"x")


def test_an_answer_has_so_many_elements() -> None:
    assert len(read(b"<a>" + b"<b/>" * (MAX_ELEMENTS - 1) + b"</a>", 65536).children) == MAX_ELEMENTS - 1
    with pytest.raises(PortalAnswerWrong, match="more elements"):
        read(b"<a>" + b"<b/>" * MAX_ELEMENTS + b"</a>", 65536)


def test_an_answer_is_so_deep() -> None:
    assert read(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH).name == "a"
    with pytest.raises(PortalAnswerWrong, match="more elements"):
        read(b"<a>" * (MAX_DEPTH + 1))


def test_a_long_text_is_cut() -> None:
    assert read(b"<a>" + b"x" * (3 * MAX_TEXT) + b"<b/>yyy</a>", 100).text == "x" * MAX_TEXT


@given(st.binary(max_size=60))
def test_garbage_is_told_and_never_anything_else(data: bytes) -> None:
    with pytest.raises(PortalAnswerWrong):
        read(b"<a>" + data + b"<")
