"""Run the code blocks of a documentation page as they stand, in their order, against the demo house.

The pages name a gateway at 192.168.1.20. Clients that a page makes reach a simulated one there. Most pages run in
virtual time; the page about `ipcom.blocking` runs in real time, since its client has a thread of its own.
"""

import ast
import asyncio
import contextlib
import doctest
import inspect
import io
import random
import re
import subprocess
import sys
import traceback
import types
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ipcom
import ipcom.blocking
from ipcom import OutputAddress
from ipcom.simulator import LoopClock, Network, SimulatedGateway, VirtualLoop
from ipcom.simulator.testing.threaded import ThreadedGateway

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/python"

GATEWAY = "192.168.1.20"
"""Where the gateway of the pages is; at any other address nothing answers, or the page says what does."""

HALL = OutputAddress(1, 1)
PRESSES_S = 30.0
"""A person presses the hall's wall switch this often, so that a page can show a change from outside."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SESSION = doctest.DocTestParser()
_CHECKER = doctest.OutputChecker()


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, its text, and the line of the page on which the text begins."""

    language: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(found[1], found[2], text.count("\n", 0, found.start(2)) + 1) for found in _FENCE.finditer(text)
    ]


class PageRunner:
    """Runs blocks one after another in one namespace, as one who types them in does."""

    def __init__(self, page: Path, wait: Callable[[Coroutine[Any, Any, Any]], Any] | None = None) -> None:
        """With `wait` a session runs in an event loop and may say `await`, as in `python -m asyncio`."""
        self._page = page
        self._wait = wait
        self._names: dict[str, Any] = {"__name__": "__main__"}

    def run(self, block: Block) -> None:
        """Run a program or a session; a session shows what the page shows."""
        if block.language == "python":
            self._execute(block.text, block.line, "exec")
            return
        for example in _SESSION.get_examples(block.text):
            self._compare(example, block.line + example.lineno)

    def _compare(self, example: doctest.Example, line: int) -> None:
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            error = self._raised(example.source, line)
        where = f"{self._page.name}:{line}: {example.source.strip()}"
        if error is None and example.exc_msg is None:
            got, want = shown.getvalue(), example.want
        else:
            got, want = error or "no error\n", example.exc_msg or ""
        assert _CHECKER.check_output(want, got, doctest.ELLIPSIS), (
            f"{where}\nshown in the page:\n{want}\nis:\n{got}"
        )

    def _raised(self, source: str, line: int) -> str | None:
        """Run one example; the message of the error that it raises, if it raises one."""
        try:
            self._execute(source, line, "single")
        except Exception as error:  # noqa: BLE001 - a page may show any error
            return traceback.format_exception_only(error)[-1]
        return None

    def _execute(self, source: str, line: int, mode: str) -> None:
        code = compile("\n" * (line - 1) + source, str(self._page), mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        begin = types.FunctionType(code, self._names)
        if mode == "single" and self._wait is not None:
            self._wait(_in_the_loop(begin))
        else:
            begin()


async def _in_the_loop(begin: Callable[[], Any]) -> None:
    result = begin()
    if inspect.iscoroutine(result):
        await result


@contextlib.contextmanager
def virtual_runner(page: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageRunner]:
    """Where nothing waits: client, gateway and page share one loop whose clock jumps."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        network = Network()
        gateway = SimulatedGateway(listen=False)
        network.place(gateway, GATEWAY)
        runner.run(gateway.start())
        _let_a_person_press(gateway, runner.get_loop())
        client = _Clients(
            ipcom.IPComClient,
            connector=network.connector,
            name_service=network.names,
            clock=LoopClock(runner.get_loop()),
        )
        monkeypatch.setattr(ipcom, "IPComClient", client)
        monkeypatch.setattr(asyncio, "run", runner.run)
        try:
            yield PageRunner(page, runner.run)
        finally:
            runner.run(_close(client.made))
            runner.run(gateway.stop())


@contextlib.contextmanager
def threaded_runner(page: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageRunner]:
    """A gateway in a thread, and clients that have threads of their own: real time, over loopback."""

    async def connect(_host: str, _port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(gateway.host, gateway.port)

    with ThreadedGateway(SimulatedGateway()) as gateway:
        monkeypatch.setattr(
            ipcom.blocking, "IPComClient", _Clients(ipcom.blocking.IPComClient, connector=connect)
        )
        yield PageRunner(page)


class _Clients:
    """Stands for the class of clients in a page: gives each the test's machinery, unless the page brings its own."""

    def __init__(self, of: Callable[..., Any], **machinery: object) -> None:
        self._of = of
        self._machinery = {"rng": random.Random(0), **machinery}
        self.made: list[Any] = []

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        ours = dict(self._machinery)
        if "connector" in named:
            ours.pop("name_service", None)
        self.made.append(self._of(*arguments, **ours | named))
        return self.made[-1]


async def _close(clients: list[Any]) -> None:
    """A block that failed leaves its clients open."""
    for client in clients:
        await client.close()


def _let_a_person_press(gateway: SimulatedGateway, loop: asyncio.AbstractEventLoop) -> None:
    def press() -> None:
        if gateway.running:
            gateway.press(HALL)
            loop.call_later(PRESSES_S, press)

    loop.call_later(PRESSES_S, press)


CONVERSATION = """\
{"form": "ipcom conversation", "version": 1, "bus": 1, "bus_type": "minido"}
{"at": 0.0, "connection": 1, "from": "client", "kind": "login", "size": 56}
{"at": 0.1, "connection": 1, "from": "gateway", "kind": "login accepted", "size": 135, "firmware": "4.10", "ciphered": true}
{"at": 0.2, "connection": 1, "from": "client", "kind": "read", "size": 2, "plain": "0501"}
{"at": 0.3, "connection": 1, "from": "gateway", "kind": "outputs", "size": 130, "plain": "0501%s"}
""" % ("00" * 128)
"""The recording that a page plays."""


def run_tests_of(page: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Save the tests that a page shows, with the settings that it shows, and run them as a reader would."""
    for number, block in enumerate(blocks(page)):
        if block.language == "toml":
            (folder / "pyproject.toml").write_text(block.text, encoding="utf-8")
        elif is_test(block):
            (folder / f"test_{number}.py").write_text(block.text, encoding="utf-8")
    (folder / "conversation.jsonl").write_text(CONVERSATION, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def is_test(block: Block) -> bool:
    """Whether a block is a file of tests."""
    return (
        block.language == "python" and re.search(r"^(async )?def test_", block.text, re.MULTILINE) is not None
    )
