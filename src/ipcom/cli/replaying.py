"""The recorded conversation of `ipcom simulate --replay`: it is played until Ctrl-C or the end of its time."""

from __future__ import annotations

import asyncio
import os
from shlex import quote
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, Problem
from ..simulator.conversation import parse_conversation
from ..simulator.replay import LOOPBACK, ReplayGateway
from .console.output import write_as_it_is, write_json, write_note

if TYPE_CHECKING:
    from pathlib import Path

    from ..simulator.spoken import Spoken
    from .console.options import Options

USERNAME = PASSWORD = "demo"  # noqa: S105 - it guards a recording
LARGEST_FILE = 200_000_000
"""Bytes."""


async def replay_until_stopped(path: Path, port: int, seconds: float | None, options: Options) -> None:
    """Play a recording on a port of this machine, and print how to reach it."""
    conversation = _read(path)
    gateway = ReplayGateway(conversation, host=options.host or LOOPBACK, port=port)
    try:
        await gateway.start()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise ConfigurationError(
            f"Port {port} of {gateway.host} cannot be used: {reason}. Try: --port 0"
        ) from error
    try:
        _print_access(gateway, len(conversation), as_json=options.json)
        async with asyncio.timeout(seconds):
            await asyncio.Event().wait()
    except TimeoutError:
        return
    finally:
        await gateway.stop()


def _read(path: Path) -> tuple[Spoken, ...]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ConfigurationError(Problem("it is too large", "record for a shorter time", str(path)))
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigurationError(
            Problem(f"it cannot be read: {error.strerror}", "check the path", str(path))
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            Problem("it is no text", "give a file of `ipcom record`", str(path))
        ) from error
    try:
        return parse_conversation(text)
    except ConfigurationError as error:
        raise ConfigurationError(Problem(str(error), "", str(path))) from error


def _print_access(gateway: ReplayGateway, messages: int, *, as_json: bool) -> None:
    access = {
        "IPCOM_HOST": gateway.host,
        "IPCOM_PORT": str(gateway.port),
        "IPCOM_USERNAME": gateway.username,
        "IPCOM_PASSWORD": gateway.password,
    }
    if as_json:
        names = {name.removeprefix("IPCOM_").lower(): value for name, value in access.items()}
        write_json(names | {"port": gateway.port, "messages": messages}, one_line=True)
        return
    write_note(f"A recording of {messages} messages is played at {gateway.host}, port {gateway.port}.")
    for name, value in access.items():
        write_as_it_is(f"export {name}={quote(value)}")
    write_note("Ctrl-C ends it.")
