"""The plan of an import: what it would add and change. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..devices.direction import rewired
from ..devices.mapping import MappedCover, MappedDevice, keep_given, taken
from ..devices.tilt_wiring import keep_tilt_motor
from ..devices.wording import kind_word

NOTHING = "—"
"""What stands for an empty list."""
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&#|~!]")
LISTED = 40
"""Longer lists are cut in the preview; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """A mapped device that the file describes differently."""

    subentry_id: str
    before: MappedDevice
    after: MappedDevice


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: `added` and `changed` are carried out; `same` and `kept` (not in it) stay.

    `blocked` are in the file, but their outputs are in use by other devices.
    """

    added: tuple[MappedDevice, ...] = ()
    changed: tuple[Change, ...] = ()
    same: tuple[MappedDevice, ...] = ()
    kept: tuple[MappedDevice, ...] = ()
    blocked: tuple[MappedDevice, ...] = ()
    named: tuple[Change, ...] = ()
    """Devices that are the same, and only get the key of the file: carried out, but nothing to tell."""

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to carry out."""
        return not self.added and not self.changed

    @property
    def adds_untimed_covers(self) -> bool:
        """Return whether it would add covers without travel times."""
        return any(isinstance(each, MappedCover) and not each.options.calibrated for each in self.added)

    def with_guess(self, seconds: float) -> ImportPlan:
        """Return the same plan with a guess at the travel times of its new covers."""
        return replace(self, added=tuple(_with_guess(each, seconds) for each in self.added))

    def placeholders(self, words: Mapping[str, str]) -> dict[str, str]:
        """Return the lists and counts of the preview; `words` has what the kinds are called."""
        left_alone = (*self.same, *(change.before for change in self.named), *self.kept)
        return {
            "added": listed(described(device, words) for device in self.added),
            "added_count": str(len(self.added)),
            "changed": listed(_change_line(change, words) for change in self.changed),
            "changed_count": str(len(self.changed)),
            "left_alone": listed(described(device, words) for device in left_alone),
            "left_alone_count": str(len(left_alone)),
            "blocked": listed(described(device, words) for device in self.blocked),
            "blocked_count": str(len(self.blocked)),
        }


def _with_guess(device: MappedDevice, seconds: float) -> MappedDevice:
    if isinstance(device, MappedCover):
        return replace(device, options=device.options.with_guess(seconds))
    return device


def plan_import(existing: Mapping[str, MappedDevice], imported: Iterable[MappedDevice]) -> ImportPlan:
    """Plan an import. Devices are matched by key, else by output, a cover by both of its own; none is removed."""
    changed: list[Change] = []
    named: list[Change] = []
    same: list[MappedDevice] = []
    left, added = dict(existing), list(imported)
    for alike in (_same_key_and_output, _same_key, _same_outputs, _same_output):
        unmatched: list[MappedDevice] = []
        for device in added:
            subentry_id = next(
                (key for key, existing_device in left.items() if alike(existing_device, device)), None
            )
            if subentry_id is None:
                unmatched.append(device)
            else:
                _note_match(subentry_id, left.pop(subentry_id), device, changed, named, same)
        added = unmatched
    kept = tuple(left.values())
    stuck = _stuck(kept, changed)
    in_use = taken((*kept, *(change.before for change in stuck)))
    blocked = [device for device in added if in_use & set(device.addresses)]
    return ImportPlan(
        added=tuple(device for device in added if device not in blocked),
        changed=tuple(change for change in changed if change not in stuck),
        same=tuple(same),
        kept=kept,
        blocked=(*blocked, *(change.after for change in stuck)),
        named=tuple(named),
    )


def _stuck(kept: tuple[MappedDevice, ...], changes: list[Change]) -> list[Change]:
    """Return the changes to outputs in use; the outputs of a change that is stuck stay in use."""
    stuck: list[Change] = []
    while True:
        in_use = taken((*kept, *(change.before for change in stuck)))
        more = [c for c in changes if c not in stuck and in_use & set(c.after.addresses)]
        if not more:
            return stuck
        stuck += more


def _same_key_and_output(existing: MappedDevice, device: MappedDevice) -> bool:
    return _same_key(existing, device) and _same_output(existing, device)


def _same_key(existing: MappedDevice, device: MappedDevice) -> bool:
    return existing.subentry_type is device.subentry_type and bool(device.key) and existing.key == device.key


def _same_output(existing: MappedDevice, device: MappedDevice) -> bool:
    return existing.subentry_type is device.subentry_type and existing.local_id == device.local_id


def _same_outputs(existing: MappedDevice, device: MappedDevice) -> bool:
    """Return whether both use the same outputs, also the other way round."""
    return existing.subentry_type is device.subentry_type and set(existing.relays) == set(device.relays)


def _note_match(
    subentry_id: str,
    before: MappedDevice,
    imported: MappedDevice,
    changed: list[Change],
    named: list[Change],
    same: list[MappedDevice],
) -> None:
    after = _keep_own(before, imported)
    if after == before:
        same.append(before)
    elif before.key in ("", after.key) and _as_before(before, after) == before:
        named.append(Change(subentry_id, before, after))
    else:
        changed.append(Change(subentry_id, before, after))


def _as_before(before: MappedDevice, after: MappedDevice) -> MappedDevice:
    return replace(after, key=before.key, object_id=before.object_id)


def _keep_own(before: MappedDevice, imported: MappedDevice) -> MappedDevice:
    """Keep what is not in the file: the object ID, what else only its owner gave, and the options of a cover.

    Its travel times change places with its relays.
    """
    after = replace(keep_given(before, imported), object_id=before.object_id or imported.object_id)
    if isinstance(before, MappedCover) and isinstance(after, MappedCover):
        timed = replace(after, options=rewired(before, after.up, after.down).options)
        return keep_tilt_motor(before, timed)
    return after


def _change_line(change: Change, words: Mapping[str, str]) -> str:
    before, after = described(change.before, words), described(change.after, words)
    return f"{before} → {after}"


def described(device: MappedDevice, words: Mapping[str, str]) -> str:
    """Return name, outputs and kind of a device in a line; `words` has what the kinds are called."""
    parts = filter(None, (_where(device), kind_word(device, words)))
    return f"{plain(device.name)} ({', '.join(parts)})"


def plain(name: str) -> str:
    """Return a name with every character escaped that Markdown would take for its own: names come from elsewhere."""
    return _MARKDOWN.sub(r"\\\g<0>", name)


def _where(device: MappedDevice) -> str:
    return " + ".join(str(address) for address in device.addresses)


def listed(lines: Iterable[str]) -> str:
    """Return the lines as a Markdown list that is not too long."""
    every = list(lines)
    shown = [f"- {line}" for line in every[:LISTED]]
    if len(every) > LISTED:
        shown.append(f"- … + {len(every) - LISTED}")
    return "\n".join(shown) or NOTHING
