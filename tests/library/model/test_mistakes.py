"""The sentences about wrong arguments: each has a code of its own and says one thing."""

import pytest

from ipcom import ConfigurationError, OutputAddress, parse_host
from tests.library.sentence_tables import sentences, tables


def test_no_two_sentences_of_the_library_have_one_code() -> None:
    codes = [sentence.code for sentence in sentences()]
    assert len(codes) == len(set(codes)) > 20
    assert not any(table.__members__.keys() - {each.name for each in table} for table in tables()), (
        "two members with one text"
    )


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("", "host_empty", {}),
        ("udp://gateway", "host_scheme", {"scheme": "'udp'"}),
        ("gateway:5000x", "host_port_unreadable", {"port": "'5000x'", "host": "'gateway:5000x'"}),
        ("192.168.1.256", "host_no_ipv4", {"host": "'192.168.1.256'"}),
    ],
)
def test_a_wrong_host_has_a_code(typed: str, code: str, values: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_host(typed)
    assert (caught.value.code, caught.value.values) == (code, values)


def test_a_number_out_of_range_gives_the_range() -> None:
    with pytest.raises(ConfigurationError) as caught:
        OutputAddress(3, 9)
    assert (caught.value.code, caught.value.values) == ("no_such_output", {"number": 9, "highest": 8})
