"""A command runs until it ends or is interrupted."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest

from ipcom.cli.console import running
from ipcom.cli.console.options import Options


def test_the_link_is_followed_where_signals_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no signal handlers in the loop, and other threads neither."""

    async def answer() -> int:
        return 42

    def unable(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", unable)
    assert running.run(answer(), Options()) == 42


@pytest.mark.parametrize("verbose", [1, 2])
def test_the_log_is_json_beside_json(capsys: pytest.CaptureFixture[str], verbose: int) -> None:
    async def tell() -> None:
        logging.getLogger("ipcom.cli").info("Read %d outputs", 3)
        try:
            raise ValueError("oops")
        except ValueError:
            logging.getLogger("ipcom.cli").exception("It failed")

    running.run(tell(), Options(json=True, verbose=verbose))
    first, second = (json.loads(line)["log"] for line in capsys.readouterr().err.splitlines())
    assert (first["level"], first["logger"], first["message"]) == ("info", "ipcom.cli", "Read 3 outputs")
    assert "ValueError: oops" in second["traceback"]
