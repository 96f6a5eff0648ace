"""Reads a devices.yaml from the configuration folder or from an upload."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.core import HomeAssistant

from ..const import DEFAULT_PULSE_S, MappedKind
from ..devices.kinds import COVER_CLASSES, KINDS
from ..devices.mapping import MappedCover, MappedDevice, MappedOutput
from ..devices.object_id import object_id_of
from ..library import (
    Category,
    Devices,
    DeviceType,
    Message,
    OutputDevice,
    Problem,
    ShutterDevice,
    graphic_type,
    read_devices,
)

FILE_NAME = "devices.yaml"
FOLDER = "ipcom"
UPLOAD_GONE = Message("the upload is gone; choose the file again", "upload_gone")
MAX_BYTES = 1_000_000
"""No more is read: the reader refuses far smaller files."""
PROBLEMS_SHOWN = 20
"""A form lists this many; the rest is counted."""
_LINES = ("line", "first", "used")
"""The values of a sentence that are lines."""
_KINDS = {
    DeviceType.DIMMER: MappedKind.DIMMER,
    DeviceType.OUTLET: MappedKind.OUTLET,
    DeviceType.IMPULSE: MappedKind.IMPULSE,
    DeviceType.FAN: MappedKind.FAN,
    DeviceType.VALVE: MappedKind.VALVE,
    DeviceType.SIREN: MappedKind.SIREN,
    DeviceType.GATE: MappedKind.GATE,
}
"""The types that say what an output is; for `switch` and `light` the section decides."""


@dataclass(frozen=True, slots=True)
class DevicesFile:
    """The sound devices of a file, and what was found beside them; `source` names it in messages.

    Each of `problems` cost a device, or the whole file; `warnings` cost none.
    """

    source: str
    devices: tuple[MappedDevice, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    relay_keys: frozenset[str] = frozenset()
    """The keys of all relays of shutters."""

    @property
    def usable(self) -> bool:
        """Return whether there is something to import, or an empty file without mistakes."""
        return bool(self.devices) or not self.problems

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Return everything that was found: what is left out, then what is understood all the same."""
        return (*self.problems, *self.warnings)


def markdown_list(sentences: Sequence[str]) -> str:
    """Return sentences as a Markdown list; of a long one the rest is counted."""
    lines = [f"- {sentence}" for sentence in sentences[:PROBLEMS_SHOWN]]
    more = len(sentences) - PROBLEMS_SHOWN
    if more > 0:
        lines.append(f"- … + {more}")
    return "\n".join(lines)


def folder_file(hass: HomeAssistant) -> Path:
    """Return the path of a devices.yaml in the configuration folder."""
    return Path(hass.config.path(FOLDER, FILE_NAME))


async def async_folder_file_exists(hass: HomeAssistant) -> bool:
    """Return whether the configuration folder holds a devices.yaml."""
    return await hass.async_add_executor_job(folder_file(hass).is_file)


async def async_read_folder_file(hass: HomeAssistant) -> DevicesFile:
    """Read the devices.yaml in the configuration folder."""
    return await hass.async_add_executor_job(read_file, folder_file(hass), f"{FOLDER}/{FILE_NAME}")


async def async_read_upload(hass: HomeAssistant, file_id: str) -> DevicesFile:
    """Read an uploaded devices.yaml, which deletes the upload."""
    return await hass.async_add_executor_job(_read_upload, hass, file_id)


def _read_upload(hass: HomeAssistant, file_id: str) -> DevicesFile:
    try:
        with process_uploaded_file(hass, file_id) as path:
            return read_file(path, path.name)
    except ValueError:
        return DevicesFile(FILE_NAME, problems=(Problem(UPLOAD_GONE),))


def read_file(path: Path, source: str) -> DevicesFile:
    """Read a file, in the executor."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        return DevicesFile(source, problems=(unreadable(source, error),))
    return read_content(content, source)


def read_content(content: bytes, source: str, names: Mapping[int, str] | None = None) -> DevicesFile:
    """Read the content of a file; with `names` a problem tells the name of its line instead of file and line."""
    found = read_devices(content, source)

    def shown(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(_named(problem, names) for problem in problems)

    return DevicesFile(
        source,
        devices=mapped_devices(found.devices),
        problems=shown(found.errors),
        warnings=shown(found.warnings),
        relay_keys=frozenset(d.key for d in found.devices.outputs if d.category is Category.SHUTTERS),
    )


def unreadable(source: str, error: Exception) -> Problem:
    """Return the problem of what cannot be read at all."""
    code = "file_missing" if isinstance(error, FileNotFoundError) else "file_unreadable"
    return Problem(Message(str(error), code), file=source)


def _named(problem: Problem, names: Mapping[int, str] | None) -> Problem:
    """Return a problem that tells names instead of lines, also where its sentence speaks of the line of another one."""
    if not names:
        return problem
    message = problem.message
    if isinstance(message, Message):
        values = {
            key: names.get(value, value) if key in _LINES and isinstance(value, int) else value
            for key, value in message.values.items()
        }
        message = Message(str(message), message.code, values, message.fix)
    return Problem(message, problem.fix, names.get(problem.line or 0, ""))


def mapped_devices(devices: Devices) -> tuple[MappedDevice, ...]:
    """Return the devices of a devices.yaml as subentries take them."""
    outputs = (_output(device) for device in (*devices.lights, *devices.switches))
    covers = (_cover(device) for device in devices.shutters)
    return (*outputs, *covers)


def _output(device: OutputDevice) -> MappedOutput:
    kind = _kind(device)
    stated = device.device_class
    return MappedOutput(
        name=device.display_name,
        address=device.address,
        kind=kind,
        key=device.key,
        object_id=object_id_of(device.display_name, device.key),
        pulse=DEFAULT_PULSE_S if device.pulse is None else device.pulse,
        watts=device.watts or None,
        energy=device.energy,
        icon=device.icon or _icon(device),
        device_class=stated if stated in KINDS[kind].device_classes else "",
        room=device.room,
    )


def _cover(device: ShutterDevice) -> MappedCover:
    up, down = device.up, device.down
    stated = up.device_class or down.device_class
    drawn = graphic_type(up.graphic_type).device_class
    return MappedCover(
        name=device.display_name,
        up=up.address,
        down=down.address,
        device_class=next((each for each in (stated, drawn) if each in COVER_CLASSES), COVER_CLASSES[0]),
        key=device.key,
        object_id=object_id_of(device.display_name, device.key),
        icon=up.icon or down.icon,
        room=up.room or down.room,
    )


def _kind(device: OutputDevice) -> MappedKind:
    if (kind := _KINDS.get(device.type)) is not None:
        return kind
    if device.category is Category.LIGHTS:
        return MappedKind.LIGHT
    drawn = graphic_type(device.graphic_type).type is DeviceType.OUTLET
    return MappedKind.OUTLET if drawn or device.device_class == "outlet" else MappedKind.SWITCH


def _icon(device: OutputDevice) -> str:
    """Return the icon of its symbol, if that says more than the one of its kind."""
    return graphic_type(device.graphic_type).icon if device.graphic_type else ""
