"""From drafts without a mistake to devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..address import OutputAddress
from ..devices import Devices, OutputDevice

if TYPE_CHECKING:
    from .drafts import Draft


def build_devices(drafts: list[Draft]) -> Devices:
    """The devices of a file in which nothing was found wrong."""
    return Devices(tuple(_build(draft) for draft in drafts))


def _build(draft: Draft) -> OutputDevice:
    assert draft.module, "a draft without a module has a finding"
    assert draft.output, "a draft without an output has a finding"
    assert draft.type, "a draft without a type has a finding"
    texts = draft.texts
    return OutputDevice(
        key=draft.key,
        display_name=texts.get("display_name") or _title(draft.key),
        category=draft.category,
        type=draft.type,
        address=OutputAddress(draft.module, draft.output),
        description=texts.get("description", ""),
        graphic_type=texts.get("graphic_type", ""),
        device_class=texts.get("device_class", ""),
        icon=texts.get("icon", ""),
        relay_role=draft.relay_role,
        paired_device=texts.get("paired_device"),
        line=draft.line,
    )


def _title(key: str) -> str:
    """A readable name for a device that has none: living_left is "Living left"."""
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
