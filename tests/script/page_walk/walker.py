"""Doing what a page says, block by block."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .page_blocks import Block, PageMistake, blocks_of
from .shown import is_as_shown
from .terminal import PATIENCE_S, Terminal
from .world import GATEWAY, Person

FILES = {"yaml", "toml"}
_NAME = re.compile(r"# ((?:~/)?[\w./-]+\.(?:yaml|toml))\b.*")
_WATCHING = re.compile(r"\bipcom\b.*\b(?:watch|record|check)\b")
_QUESTION = re.compile(r"\nPassword of [^\n]*: \Z")
_INTERRUPT = "^C"


@dataclass(frozen=True, slots=True)
class Typed:
    """One command, the line of the page on which it stands, and what the page shows below it; None if nothing matters."""

    command: str
    line: int
    shown: tuple[str, ...] | None


class Walker:
    """Walks one page in one terminal."""

    def __init__(self, terminal: Terminal, home: Path, person: Person, gateway: str) -> None:
        self._terminal = terminal
        self._home = home
        self._person = person
        self._gateway = gateway
        self._failed: Typed | None = None

    def walk(self, text: str) -> int:
        """Do all that the page says, and return how many blocks it has. Raises `PageMistake`."""
        blocks = list(blocks_of(text))
        for block in blocks:
            self._do(block)
        self._settle(None)
        return len(blocks)

    def _do(self, block: Block) -> None:
        if block.language in FILES:
            self._write(block)
        elif block.language in {"console", "sh"}:
            for typed in commands_of(block):
                self._settle(typed)
                self._run(typed, must_work=block.language == "sh")
        else:
            raise PageMistake(
                f"line {block.line - 1}: no rule for a block of {block.language or 'no language'}"
            )

    def _write(self, block: Block) -> None:
        named = _NAME.fullmatch(block.lines[0]) if block.lines else None
        if named is None:
            raise PageMistake(
                f"line {block.line}: a file begins with a comment that names it: # devices.yaml"
            )
        path = self._home / named[1].removeprefix("~/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self._ours("\n".join(block.lines)) + "\n", encoding="utf-8")

    def _run(self, typed: Typed, *, must_work: bool) -> None:
        self._person.attend(2 if _WATCHING.search(typed.command) else 0)
        began = time.monotonic()
        self._terminal.begin(self._ours(typed.command))
        self._follow(typed)
        shown = self._pages(self._terminal.shown)
        sys.stdout.write(f"{time.monotonic() - began:5.1f} s  line {typed.line}: {typed.command}\n")
        if typed.shown is not None and not _fits(typed, typed.shown, shown):
            raise PageMistake(_difference(typed, shown))
        code = self._exit_code()
        if code and must_work:
            raise PageMistake(f"line {typed.line}: {typed.command}: exit code {code}\n{shown}")
        self._failed = typed if code else None

    def _follow(self, typed: Typed) -> None:
        """Wait for the end of a command: press what it watches, answer what it asks, interrupt it where the page does."""
        end = time.monotonic() + PATIENCE_S
        reaction = _Reaction(typed)
        while not self._terminal.ended:
            self._terminal.read()
            shown = self._pages(self._terminal.shown)
            if time.monotonic() > end:
                raise PageMistake(f"{_difference(typed, shown)}\nand it does not end")
            self._person.act(time.monotonic())
            self._terminal.type(reaction.to(shown))

    def _exit_code(self) -> int:
        """Ask the shell, and leave the code for a page that asks too."""
        self._terminal.begin("(exit $?); _code=$?; echo $_code; (exit $_code)")
        self._terminal.wait()
        return int(self._terminal.shown)

    def _settle(self, following: Typed | None) -> None:
        """A page that hides an exit code teaches scripts to take failures for success."""
        failed, self._failed = self._failed, None
        if failed is not None and (following is None or following.command != "echo $?"):
            raise PageMistake(
                f"line {failed.line}: {failed.command} fails; show the exit code below: $ echo $?"
            )

    def _ours(self, text: str) -> str:
        return text.replace(GATEWAY, self._gateway)

    def _pages(self, text: str) -> str:
        return text.replace(self._gateway, GATEWAY)


class _Reaction:
    """What the reader types while a command runs."""

    def __init__(self, typed: Typed) -> None:
        self._typed = typed
        self._answered = ""
        self._interrupted = False

    def to(self, shown: str) -> str:
        """Return the keys to press, now that this is shown: a password once for each question, Ctrl-C once."""
        if _QUESTION.search(f"\n{shown}") and shown != self._answered:
            self._answered = shown
            return "demo\n"
        if not self._interrupted and _before_interrupt(self._typed, shown):
            self._interrupted = True
            return "\x03"
        return ""


def commands_of(block: Block) -> Iterator[Typed]:
    """Yield the commands of a block with what the page shows below each."""
    return _of_console(block) if block.language == "console" else _of_script(block)


def _of_script(block: Block) -> Iterator[Typed]:
    text = "\n".join(block.lines).replace("\\\n", " " * 2)
    for number, line in enumerate(text.split("\n")):
        if line.strip() and not line.startswith("#"):
            yield Typed(line, block.line + number, None)


def _of_console(block: Block) -> Iterator[Typed]:
    if not block.lines or not block.lines[0].startswith("$ "):
        raise PageMistake(f"line {block.line}: a console begins with a command: $ ipcom status")
    begins = [number for number, line in enumerate(block.lines) if line.startswith("$ ")]
    for begin, end in zip(begins, [*begins[1:], len(block.lines)], strict=True):
        command, *rest = block.lines[begin:end]
        more = [line.removeprefix("> ") for line in rest if line.startswith("> ")]
        yield Typed(
            "\n".join([command.removeprefix("$ "), *more]), block.line + begin, tuple(rest[len(more) :])
        )


def _fits(typed: Typed, page: tuple[str, ...], shown: str) -> bool:
    wanted = [line for line in page if line != _INTERRUPT]
    return is_as_shown(wanted, shown, as_json="--json" in typed.command)


def _before_interrupt(typed: Typed, shown: str) -> bool:
    """Whether all is shown that the page shows before Ctrl-C."""
    page = typed.shown or ()
    return _INTERRUPT in page and _fits(typed, page[: page.index(_INTERRUPT)], shown)


def _difference(typed: Typed, shown: str) -> str:
    page = "\n".join(typed.shown or ())
    return f"line {typed.line}: $ {typed.command}\nThe page shows:\n{page}\nThis is shown:\n{shown}"
