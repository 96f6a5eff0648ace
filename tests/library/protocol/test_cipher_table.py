"""The substitution table is the same in every gateway."""

from __future__ import annotations

from pathlib import Path

from ipcom.protocol.cipher_table import HANDSHAKE_TABLE, TABLE


def test_the_table_is_the_golden_one() -> None:
    assert bytes.fromhex(Path(__file__).with_name("vectors").joinpath("table.hex").read_text()) == TABLE
    assert TABLE[128:] + TABLE[:128] == HANDSHAKE_TABLE
