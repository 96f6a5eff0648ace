"""The topics of a house in Homie 5. Pure."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_DOMAIN = "homie"
VERSION = "5"
STATE, DESCRIPTION, TARGET, SET = "$state", "$description", "$target", "set"
JOINT = "--"
"""Between house and thing in the name of a child. No name in topics has two hyphens, so no two children are called alike."""


@dataclass(frozen=True, slots=True)
class HomieTopics:
    """The topics of a house and its things: each thing is a device, whose name begins with the house's."""

    domain: str
    house: str

    def child(self, thing: str) -> str:
        """Return the name of the device that a thing is."""
        return f"{self.house}{JOINT}{thing}"

    def is_child(self, device: str) -> bool:
        """Return whether a device has a name that a thing of this house may have."""
        return device.startswith(f"{self.house}{JOINT}") and not {"/", "#", "+", "\0"} & set(device)

    def of(self, device: str, *rest: str) -> str:
        """Return a topic of a device."""
        return "/".join((self.domain, VERSION, device, *rest))

    def asked(self, topic: str) -> tuple[str, str] | None:
        """Return the thing and the path of a property whose command topic this is; None for any other."""
        begin = self.of(self.child(""))
        thing, _, rest = topic.removeprefix(begin).partition("/")
        path, _, last = rest.rpartition("/")
        return (thing, path) if topic.startswith(begin) and last == SET else None
