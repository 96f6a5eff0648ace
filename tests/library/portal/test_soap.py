"""A request is an envelope that any XML parser reads; a result is found where it belongs."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom import ConfigurationError
from ipcom.portal import PortalAnswerWrong
from ipcom.portal.soap import MAX_ARGUMENT, headers_for, request_body, result_of
from ipcom.portal.xml_reader import XmlElement, XmlReader

printable = st.text(st.sampled_from("aZ9 &<>\"'éß€🏠]"), max_size=40)


@given(printable, printable)
def test_credentials_arrive_as_they_were_typed(username: str, password: str) -> None:
    sent = request_body("LoginNeo", {"username": username, "passwordws": password})
    asked = ET.fromstring(sent)[0][0]
    assert asked.tag == "{http://tempuri.org/}LoginNeo"
    assert [(each.tag.partition("}")[2], each.text or "") for each in asked] == [
        ("username", username),
        ("passwordws", password),
    ]


@pytest.mark.parametrize(
    ("text", "why"), [("a\nb", "cannot be sent"), ("\x00", "cannot be sent"), ("x" * 300, "256")]
)
def test_what_cannot_be_sent_is_told_without_the_text(text: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as refused:
        request_body("LoginNeo", {"username": "me", "passwordws": text})
    assert "password" in str(refused.value)
    assert text not in str(refused.value)
    assert len(text) > MAX_ARGUMENT or len(text) < 10


def test_the_action_stands_in_quotes() -> None:
    assert headers_for("LoginNeo")["SOAPAction"] == '"http://tempuri.org/LoginNeo"'


def element(text: str) -> XmlElement:
    reader = XmlReader()
    reader.feed(text.encode())
    return reader.finish()


def test_a_result_is_found_in_its_envelope() -> None:
    root = element("<Envelope><Body><AResponse><AResult>x</AResult></AResponse></Body></Envelope>")
    assert result_of("A", root).text == "x"


@pytest.mark.parametrize(
    "text",
    [
        "<html/>",
        "<Envelope/>",
        "<Envelope><Body/></Envelope>",
        "<Envelope><Body><BResponse><BResult/></BResponse></Body></Envelope>",
        "<Envelope><Body><AResponse/></Body></Envelope>",
    ],
)
def test_an_answer_without_a_result_is_told(text: str) -> None:
    with pytest.raises(PortalAnswerWrong, match="does not fit"):
        result_of("A", element(text))
