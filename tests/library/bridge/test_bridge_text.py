"""The answers of the bridge have codes that stay."""

from ipcom.bridge.bridge_text import BridgeText

KEPT = """
payload_too_long payload_not_text payload_not_json payload_not_understood payload_unknown_key payload_key_wrong
payload_empty scene_not_an_object unknown_thing not_for_this_kind command_kept_by_broker command_too_soon
command_of_old_session command_without_session command_repeated command_expired command_replaced command_discarded
connection_gone bridge_ended scene_refused
"""
"""Programs look for these words: improve the English, and leave them."""


def test_the_codes_are_those_that_programs_know() -> None:
    assert [member.code for member in BridgeText] == KEPT.split()
