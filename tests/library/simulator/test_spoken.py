"""One message of a recording."""

from ipcom.simulator.spoken import Spoken


def test_a_line_has_only_what_is_known() -> None:
    assert Spoken(0.12345, 2, True, "login", 56).as_line() == {
        "at": 0.1235,
        "connection": 2,
        "from": "client",
        "kind": "login",
        "size": 56,
    }
    accepted = Spoken(0.0, 1, False, "login accepted", 3, firmware="", ciphered=False).as_line()
    assert (accepted["from"], accepted["firmware"], accepted["ciphered"]) == ("gateway", "", False)
    assert Spoken(0.0, 1, False, "frame", 2, b"\x04\x01").as_line()["plain"] == "0401"
