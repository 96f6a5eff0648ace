"""A checker of everything that devices say, written from the text of the Homie convention 5.0.0.

Where the text recommends (quality of service 2, how children are removed) this checker demands. A device that stands
for remote hardware tells `$target` from the first value on, and later only after a command.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.library.bridge.homie_documents import TOPIC_ID, Document, properties, read_document
from tests.library.bridge.homie_payloads import value_fault

STATES = ("init", "ready", "disconnected", "sleeping", "lost")
MAY_CHANGE = ("init", "disconnected", "lost")
LEVELS = ("debug", "info", "warn", "error", "fatal")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as a listener with `retain as published` and QoS 2 hears it."""

    topic: str
    payload: bytes
    qos: int
    retain: bool


@dataclass
class Device:
    """What is known of a device."""

    state: str = ""
    document: Document = field(default_factory=dict)
    text: str = ""
    kept: set[str] = field(default_factory=set)
    """What the broker keeps below the device's topic."""
    aimed: set[str] = field(default_factory=set)
    """The properties that had a `$target` before their first value."""
    aims: dict[str, str] = field(default_factory=dict)
    commanded: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    """What controllers have set and `$target` has not told yet."""


class HomieChecker:
    """Hears all messages in their order, and notes each that the convention does not allow."""

    def __init__(self, domain: str = "homie") -> None:
        self.domain = domain
        self.devices: dict[str, Device] = {}
        self.faults: list[str] = []

    def commanded(self, device: str) -> None:
        """Note that a command came by another way than a `set` topic."""
        self.devices[device].commanded = True

    def hear(self, message: Heard) -> None:
        """Check one message."""
        self._topic = message.topic
        if message.payload.startswith(BYTE_ORDER_MARK):
            self._fault("begins with a byte order mark")
        try:
            payload = message.payload.decode()
        except UnicodeDecodeError:
            self._fault("is no UTF-8")
            return
        match message.topic.split("/"):
            case [self.domain, "5", "$broadcast", _, *_]:
                pass
            case [self.domain, "5", device, *rest] if rest:
                self._route(device, rest, payload, message)
            case _:
                self._fault("is no topic of the convention")

    def _route(self, device: str, rest: list[str], payload: str, message: Heard) -> None:
        if not TOPIC_ID.fullmatch(device):
            self._fault("the device has no valid id")
        known = self.devices.setdefault(device, Device())
        match rest:
            case ["$state"]:
                self._kept(known, message, "$state")
                self._state(known, payload)
            case ["$description"]:
                self._kept(known, message, "$description")
                self._description(device, known, payload)
            case ["$log", level] if level in LEVELS:
                self._told_once(message)
            case ["$alert", alert] if TOPIC_ID.fullmatch(alert):
                self._kept(known, message, f"$alert/{alert}")
            case [node, name, *end] if TOPIC_ID.fullmatch(node) and TOPIC_ID.fullmatch(name):
                self._property(known, f"{node}/{name}", end, payload, message)
            case _:
                self._fault("is no topic of the convention")

    def _state(self, device: Device, payload: str) -> None:
        if payload and payload not in STATES:
            self._fault(f"{payload!r} is no state")
        device.state = payload
        if payload == "ready":
            self._must_be_whole(device)

    def _must_be_whole(self, device: Device) -> None:
        if not device.document:
            self._fault("is ready without a description")
        for path, described in properties(device.document).items():
            if described.get("retained", True) and path not in device.kept:
                self._fault(f"is ready without a value of {path}")

    def _description(self, name: str, device: Device, payload: str) -> None:
        if payload == device.text:
            return
        root = self.devices.get(device.document.get("root", ""), device)
        if device.state and device.state not in MAY_CHANGE and root.state != "lost":
            self._fault(f"changes while the device is {device.state}")
        before, device.text = device.document.get("version"), payload
        document, faults = read_document(name, payload) if payload else ({}, [])
        for fault in faults:
            self._fault(fault)
        device.document = {} if faults else document
        if payload and document.get("version") == before:
            self._fault("changes without a new version")

    def _property(self, device: Device, path: str, end: list[str], payload: str, message: Heard) -> None:
        described = properties(device.document).get(path)
        if end == ["set"]:
            self._set(device, path, described, payload, message)
        elif end not in ([], ["$target"]):
            self._fault("is no topic of the convention")
        elif message.payload == b"" and message.retain:
            self._kept(device, message, "/".join((path, *end)))
            device.aimed.discard(path)
            if described is not None:
                self._fault("is deleted and described")
        elif described is None:
            self._fault("is not described")
        else:
            self._value(device, path, end, described, payload, message)

    def _set(
        self, device: Device, path: str, described: Document | None, payload: str, message: Heard
    ) -> None:
        """Hear a controller; what it does wrong is no fault of the device."""
        if described is None or not described.get("settable") or message.retain:
            return
        device.commanded = True
        if value_fault(described, payload) is None and described.get("retained", True):
            device.asked[path] = payload

    def _value(
        self, device: Device, path: str, end: list[str], described: Document, payload: str, message: Heard
    ) -> None:
        if (fault := value_fault(described, payload)) is not None:
            self._fault(fault)
        if not described.get("retained", True):
            self._told_once(message)
            if end or message.qos:
                self._fault("an event is told with QoS 0, and has no target")
            return
        self._kept(device, message, "/".join((path, *end)))
        if end:
            self._target(device, path, payload)

    def _target(self, device: Device, path: str, payload: str) -> None:
        if path not in device.aims or path not in device.aimed:
            if path in device.kept and path not in device.aimed:
                self._fault("comes after the first value")
            device.aimed.add(path)
        elif payload != device.aims[path] and device.state == "ready" and not device.commanded:
            self._fault("changes without a command")
        if (asked := device.asked.pop(path, payload)) != payload:
            self._fault(f"is {payload!r}, but {asked!r} was set")
        device.aims[path] = payload

    def _kept(self, device: Device, message: Heard, rest: str) -> None:
        """Check what the broker keeps, and whether the device exists."""
        if not message.retain:
            self._fault("is not retained")
        if message.qos != 2:
            self._fault(f"has QoS {message.qos}")
        if message.payload == b"":
            if device.state and rest == "$description":
                self._fault("is deleted before the state")
            device.kept.discard(rest)
            return
        if rest != "$state" and not device.state:
            self._fault("the device does not exist yet")
        device.kept.add(rest)

    def _told_once(self, message: Heard) -> None:
        if message.retain:
            self._fault("is retained")

    def finish(self) -> list[str]:
        """Check how the devices belong together, and return all faults."""
        self._topic = "at the end"
        for name, device in self.devices.items():
            if not device.state:
                if device.kept:
                    self._fault(f"{name} is gone, but left {sorted(device.kept)}")
                continue
            self._must_belong(name, device)
        return self.faults

    def _must_belong(self, name: str, device: Device) -> None:
        for child in device.document.get("children", []):
            found = self.devices.get(child, Device())
            if found.document.get("parent", found.document.get("root")) != name:
                self._fault(f"{name} names {child}, which does not name it")
        root = device.document.get("root")
        if root is None:
            return
        parent = self.devices.get(str(device.document.get("parent", root)), Device())
        if name not in parent.document.get("children", []):
            self._fault(f"{name} is no child of its parent")
        above = self.devices.get(root, Device())
        if not above.state or "root" in above.document:
            self._fault(f"{name} has no root")

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self._topic}: {what}")


def faults_of(messages: list[Heard], domain: str = "homie") -> list[str]:
    """Return all that is wrong with what was heard."""
    checker = HomieChecker(domain)
    for message in messages:
        checker.hear(message)
    return checker.finish()
