"""A gateway whose only connection is taken: what holds it is told, and it is not called wrong credentials."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from ipcom.cli.console.password import Password
from ipcom.cli.login_notes import LAST, LoginNotes
from ipcom.cli.settings import Settings
from ipcom.cli.state_files import state_file
from ipcom.protocol.gateway_session import RefusalStyle
from ipcom.simulator.faults import Faults
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, run_process, start_process, value, wait_for

WAYS = [
    Faults(refuse_second=True, refusal=RefusalStyle.STATUS),
    Faults(refuse_second=True, refusal=RefusalStyle.DISCONNECT),
    Faults(refuse_second=True, refusal=RefusalStyle.CLOSE),
    Faults(reset_after=0),
]
"""What a gateway may do to a second connection."""
every_way = pytest.mark.parametrize("way", WAYS, ids=["status", "disconnect", "close", "reset"])


def become(gateway: ThreadedGateway, faults: Faults) -> None:
    gateway.call(lambda it: setattr(it, "faults", faults))


def folder(gateway: ThreadedGateway) -> Path:
    return state_file(f"logins-{gateway.host}-{gateway.port}-bus1")


def an_hour_ago(gateway: ThreadedGateway) -> None:
    """Let the last login be long ago: it does not linger any more."""
    last = folder(gateway) / LAST
    at = last.stat().st_mtime - 3600
    os.utime(last, (at, at))


def wrong_password(gateway: ThreadedGateway, settings: Settings) -> str:
    """A password that the mark of the last login tells from the right one; of 256 it does not tell one."""
    wait_for((folder(gateway) / LAST).exists)
    for number in range(9):
        given = settings._replace(secret=Password(f"wrong{number}"))
        last = LoginNotes(folder(gateway), given).last()
        if last is not None and not last.is_same:
            return given.password
    raise AssertionError("none of them is told from the right one")


@contextmanager
def held(gateway: ThreadedGateway, way: Faults, **variables: str) -> Iterator[None]:
    """Let a watching command have the connection."""
    with start_process("watch", **variables) as process:
        wait_for(lambda: gateway.call(lambda it: len(it.transcript)) > 6)
        become(gateway, way)
        try:
            yield
        finally:
            become(gateway, Faults())
            process.terminate()
            process.communicate(timeout=PATIENCE_S)


@every_way
def test_a_command_of_this_machine_that_has_the_connection_is_named(
    gateway: ThreadedGateway, way: Faults
) -> None:
    with held(gateway, way):
        ended = run_process("on", "kitchen", "--timeout", "1.5")
    assert (ended.code, ended.out) == (3, "")
    assert "takes one connection a bus: ipcom watch (process " in ended.err
    assert "has its connection to bus 1. End that first" in ended.err
    assert "user name" not in ended.err
    assert value(gateway, "3/4") == 0


@every_way
def test_another_program_that_has_it_is_told_as_such(
    gateway: ThreadedGateway, home: Path, way: Faults
) -> None:
    assert run_process("status").code == 0
    an_hour_ago(gateway)
    with held(gateway, way, XDG_STATE_HOME=str(home / "elsewhere")):
        ended = run_process("on", "kitchen", "--json")
    assert ended.code == 3
    assert ended.error["type"] == "CannotConnect"
    assert "a login that worked at" in ended.error["message"]
    assert "Home Assistant, the maker's application" in ended.error["message"]


def test_a_check_tells_it_too(gateway: ThreadedGateway, home: Path) -> None:
    run_process("status")
    an_hour_ago(gateway)
    with held(gateway, WAYS[0], XDG_STATE_HOME=str(home / "elsewhere")):
        ended = run_process("check", "--seconds", "1")
    assert ended.code == 3
    assert "takes one connection a bus" in ended.err


def test_it_waits_for_another_command_to_end(gateway: ThreadedGateway) -> None:
    with ExitStack() as watching:
        watching.enter_context(held(gateway, WAYS[0]))
        with start_process("on", "kitchen", "--json", "--timeout", "30") as process:
            assert process.stderr is not None
            note = json.loads(process.stderr.readline())["note"]
            watching.close()
            process.communicate(timeout=PATIENCE_S)
    assert "ipcom watch (process " in note["message"]
    assert "Waiting 30 s at most" in note["message"]
    assert process.returncode == 0
    assert value(gateway, "3/4") == 255


def test_a_login_that_lingers_is_waited_for(gateway: ThreadedGateway) -> None:
    become(gateway, Faults(refuse_second=True, linger_s=7.0))
    assert run_process("on", "kitchen").err == ""
    ended = run_process("off", "kitchen", "--timeout", "30")
    assert ended.code == 0
    assert "the login of an earlier command has not ended there yet" in ended.err


def test_a_wrong_password_is_told_as_one(gateway: ThreadedGateway, settings: Settings) -> None:
    ended = run_process("status", IPCOM_PASSWORD="wrong")
    assert ended.code == 4
    assert "check the user name, the password" in ended.err
    assert "another program has the only connection, such as Home Assistant" in ended.err
    assert run_process("status").code == 0
    ended = run_process("status", IPCOM_PASSWORD=wrong_password(gateway, settings))
    assert ended.code == 4
    assert "they are not those of the login that worked at" in ended.err


def test_a_wrong_password_beside_a_command_that_is_logged_in_is_not_tried_again(
    gateway: ThreadedGateway, settings: Settings
) -> None:
    with held(gateway, WAYS[2]):
        wrong = wrong_password(gateway, settings)
        before = gateway.call(lambda it: it.transcript.counts["LoginRequest"])
        assert run_process("status", IPCOM_PASSWORD=wrong).code == 4
        logins = gateway.call(lambda it: it.transcript.counts["LoginRequest"]) - before
    assert logins <= 2, "enciphered, and perhaps once in plaintext"


def test_a_gateway_that_is_away_is_no_busy_one(gateway: ThreadedGateway) -> None:
    run_process("status")
    ended = run_process("status", "--port", "1")
    assert ended.code == 3
    assert "check that the address is right" in ended.err
