"""Scenes: YAML files that say of some outputs what they are to be (docs/command-line.md, "Scenes")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import yaml

from ..errors import ConfigurationError, InterlockError, Problem
from ..model.devices_yaml.document import compose_document, line_of
from ..model.devices_yaml.file_mistake import FileMistake
from ..model.devices_yaml.findings import Findings
from ..model.hidden_characters import without_hidden
from ..model.named_pipe import waits_for_a_writer
from .scene_line import SceneLine
from .targets import Target, find_shutter, find_target

if TYPE_CHECKING:
    from pathlib import Path

    from ..model.address import OutputAddress
    from ..model.devices import ShutterDevice
    from .settings import Settings

MAX_BYTES = 64 * 1024
"""A scene of all 128 outputs takes some 5 kB."""
EXAMPLE = "write a line for each output, such as kitchen: on, or living: 40"
_OTHER_FIXES = {
    FileMistake.FILE_EMPTY.code: EXAMPLE,
    FileMistake.NO_SECTIONS.code: EXAMPLE,
    FileMistake.INDENTED_OTHERWISE.code: "begin all lines in the first column",
    FileMistake.SECOND_DOCUMENT.code: "delete the line of three dashes: a file has one scene",
    FileMistake.TOO_DEEP.code: EXAMPLE,
}
"""What to do about mistakes that a devices.yaml can have too."""


class Scene(NamedTuple):
    """What a file says of outputs and shutters, in its order."""

    targets: list[Target]
    values: dict[OutputAddress, int]
    heights: dict[ShutterDevice, float]
    """Heights of shutters, 0 closed to 100 open."""

    @property
    def has_undeclared(self) -> bool:
        """Whether devices.yaml declares not all of the outputs; those only go off."""
        return any(target.device is None for target in self.targets)


def read_scene(path: Path, settings: Settings) -> Scene:
    """Return the scene in a file. Raises `ConfigurationError` with all mistakes in it."""
    findings = Findings(str(path))
    root = _composed(_text(path, findings), findings)
    reader = _SceneReader(settings, str(path))
    for key, value in root.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "..."
        reader.take(SceneLine(without_hidden(name), line_of(key), value))
    if reader.problems:
        raise ConfigurationError(*reader.problems)
    return reader.scene


class _SceneReader:
    def __init__(self, settings: Settings, file: str) -> None:
        self._settings = settings
        self._file = file
        self._lines: dict[OutputAddress, int] = {}
        self.scene = Scene([], {}, {})
        self.problems: list[Problem] = []

    def take(self, line: SceneLine) -> None:
        """Take one line into the scene, or note what is wrong with it."""
        try:
            try:
                self._take_output(find_target(line.name, self._settings.devices), line)
            except InterlockError:
                self._take_shutter(find_shutter(line.name, self._settings.devices), line)
        except ConfigurationError as error:
            self.problems += [self._located(problem, line) for problem in error.problems]

    def _take_output(self, target: Target, line: SceneLine) -> None:
        self._require_first(target.address, target.name, line)
        self.scene.values[target.address] = line.value_for(target, self._settings)
        self.scene.targets.append(target)

    def _take_shutter(self, shutter: ShutterDevice, line: SceneLine) -> None:
        self._require_first(shutter.pair.up, shutter.display_name, line)
        self.scene.heights[shutter] = line.height_for(shutter)

    def _require_first(self, address: OutputAddress, name: str, line: SceneLine) -> None:
        first = self._lines.setdefault(address, line.number)
        if first != line.number:
            raise ConfigurationError(Problem(f"{name} stands on line {first} already", "delete one of them"))

    def _located(self, problem: Problem, line: SceneLine) -> Problem:
        return replace(problem, file=self._file, line=line.number)


def _composed(text: str, findings: Findings) -> yaml.MappingNode:
    try:
        root = compose_document(text, findings)
    except ConfigurationError as error:
        raise ConfigurationError(*map(_for_a_scene, error.problems)) from None
    if not root.value:
        raise ConfigurationError(_for_a_scene(Problem(FileMistake.FILE_EMPTY(), file=findings.file)))
    return root


def _for_a_scene(problem: Problem) -> Problem:
    fix = _OTHER_FIXES.get(problem.code, problem.fix)
    message = "this is no scene" if problem.code == FileMistake.NO_SECTIONS.code else problem.message
    return replace(problem, message=message, fix=fix)


def _text(path: Path, findings: Findings) -> str:
    """Return the text of a file, of which never much more is read than is allowed."""
    if waits_for_a_writer(path):
        findings.give_up(FileMistake.FILE_IS_PIPE())
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        findings.give_up(FileMistake.FILE_MISSING())
    except IsADirectoryError:
        raise ConfigurationError(
            Problem("this is a directory", "name the file inside it", findings.file)
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigurationError(Problem(f"it cannot be read: {why}", "", findings.file)) from None
    if len(data) > MAX_BYTES:
        what = f"it is larger than {MAX_BYTES // 1024} kB"
        raise ConfigurationError(Problem(what, "check that this is the right file", findings.file))
    return _decoded(data, findings)


def _decoded(data: bytes, findings: Findings) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.give_up(FileMistake.FILE_NOT_UTF8(byte=f"{data[error.start]:02x}"), line)
