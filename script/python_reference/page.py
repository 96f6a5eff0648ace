"""The page: one section for each part of the public face, one heading for each name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from .source import Definition, Member, definition, public_names

TITLE = """# Reference

[Install the library](README.md#install); then `from ipcom import` gives each name of the first five sections. This page is made from the
docstrings by `script/reference`. Times are seconds and positions percent unless a name says otherwise.
"""

ROOMS = {
    ("client",): "The link",
    ("model",): "The house",
    ("shutter",): "Shutters",
    ("presses",): "Presses at the wall",
    ("errors", "sentence"): "Errors",
}
"""The sections of package `ipcom`, by the parts of the library in which its names are defined."""

PACKAGES = {"ipcom.blocking": "Without await", "ipcom.simulator": "The simulated house"}
"""What is public beside the names of package `ipcom`."""


def sections() -> Iterator[tuple[str, str, list[Definition]]]:
    """Each section: its title, the package from which its names are imported, and the names."""
    names = [definition("ipcom", name) for name in public_names("ipcom")]
    known = {room for rooms in ROOMS for room in rooms}
    unknown = {each.module for each in names if room_of(each) not in known}
    if unknown:
        raise LookupError(f"no section of the reference is for {', '.join(sorted(unknown))}")
    for rooms, title in ROOMS.items():
        yield title, "ipcom", [each for each in names if room_of(each) in rooms]
    for package, title in PACKAGES.items():
        yield title, package, [definition(package, name) for name in public_names(package)]


def room_of(name: Definition) -> str:
    """The part of the library in which a name is defined."""
    return name.module.split(".")[1]


def page() -> str:
    """The whole page."""
    return "\n".join([TITLE, *(_section(*section) for section in sections())])


def without_text() -> list[str]:
    """The public names and methods of which no docstring says anything."""
    return [
        dotted
        for _, package, names in sections()
        for each in names
        for dotted, text in _texts(package, each)
        if not text
    ]


def _texts(package: str, name: Definition) -> Iterator[tuple[str, str]]:
    yield f"{package}.{name.name}", name.text
    for member in name.members:
        if member.needs_text:
            yield f"{package}.{name.name}.{member.name}", member.text


def _section(title: str, package: str, names: Iterable[Definition]) -> str:
    return "\n".join([f"## {title}\n", *(_name(package, each) for each in names)])


def _name(package: str, name: Definition) -> str:
    dotted = name.name if package == "ipcom" else f"{package}.{name.name}"
    parts = [f"### {dotted}\n", textwrap.indent(name.written, "    ") + "\n", name.text + "\n"]
    if name.members:
        parts.append("\n".join(map(_member, name.members)) + "\n")
    return "\n".join(parts)


def _member(member: Member) -> str:
    line = f"- `{member.written}`"
    return f"{line}: {textwrap.indent(member.text, '  ').lstrip()}" if member.text else line
