"""What an import would do to what is there already. Pure: nothing happens before it is carried out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..devices.mapping import Mapped, MappedCover, taken

LISTED = 40
"""Longer lists are cut in the preview; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the file describes differently."""

    subentry_id: str
    before: Mapped
    after: Mapped


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """`added` and `changed` would come about; `same` and `kept` (not in the file) are left alone.

    `blocked` are in the file but use outputs that something else here has.
    """

    added: tuple[Mapped, ...] = ()
    changed: tuple[Change, ...] = ()
    same: tuple[Mapped, ...] = ()
    kept: tuple[Mapped, ...] = ()
    blocked: tuple[Mapped, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether carrying it out would do nothing."""
        return not self.added and not self.changed

    def placeholders(self) -> dict[str, str]:
        """The preview's lists and counts."""
        left_alone = (*self.same, *self.kept)
        return {
            "added": _listed(_described(thing) for thing in self.added),
            "added_count": str(len(self.added)),
            "changed": _listed(_change_line(change) for change in self.changed),
            "changed_count": str(len(self.changed)),
            "left_alone": _listed(_described(thing) for thing in left_alone),
            "left_alone_count": str(len(left_alone)),
            "blocked": _listed(_described(thing) for thing in self.blocked),
            "blocked_count": str(len(self.blocked)),
        }


def plan_import(existing: Mapping[str, Mapped], imported: Iterable[Mapped]) -> ImportPlan:
    """Match by the key of an earlier import, else by output; nothing is ever removed."""
    changed: list[Change] = []
    same: list[Mapped] = []
    left, added = dict(existing), list(imported)
    for alike in (_same_key_and_place, _same_key, _same_place):
        unmatched: list[Mapped] = []
        for thing in added:
            subentry_id = next((key for key, there in left.items() if alike(there, thing)), None)
            if subentry_id is None:
                unmatched.append(thing)
            else:
                _sort(subentry_id, left.pop(subentry_id), thing, changed, same)
        added = unmatched
    kept = tuple(left.values())
    stuck = _stuck(kept, changed)
    in_use = taken((*kept, *(change.before for change in stuck)))
    blocked = [thing for thing in added if in_use & set(thing.addresses)]
    return ImportPlan(
        added=tuple(thing for thing in added if thing not in blocked),
        changed=tuple(change for change in changed if change not in stuck),
        same=tuple(same),
        kept=kept,
        blocked=(*blocked, *(change.after for change in stuck)),
    )


def _stuck(kept: tuple[Mapped, ...], changes: list[Change]) -> list[Change]:
    """The changes onto outputs that are in use, also by what cannot be changed for that reason."""
    stuck: list[Change] = []
    while True:
        in_use = taken((*kept, *(change.before for change in stuck)))
        more = [c for c in changes if c not in stuck and in_use & set(c.after.addresses)]
        if not more:
            return stuck
        stuck += more


def _same_key_and_place(there: Mapped, thing: Mapped) -> bool:
    return _same_key(there, thing) and _same_place(there, thing)


def _same_key(there: Mapped, thing: Mapped) -> bool:
    return there.subentry_type is thing.subentry_type and bool(thing.key) and there.key == thing.key


def _same_place(there: Mapped, thing: Mapped) -> bool:
    return there.subentry_type is thing.subentry_type and there.local_id == thing.local_id


def _sort(
    subentry_id: str, before: Mapped, imported: Mapped, changed: list[Change], same: list[Mapped]
) -> None:
    after = _keep_own(before, imported)
    if after == before:
        same.append(before)
    else:
        changed.append(Change(subentry_id, before, after))


def _keep_own(before: Mapped, imported: Mapped) -> Mapped:
    """What a file cannot know stays: the object ID once given, and a cover's times."""
    object_id = before.object_id or imported.object_id
    if isinstance(before, MappedCover) and isinstance(imported, MappedCover):
        return replace(imported, object_id=object_id, options=before.options)
    return replace(imported, object_id=object_id)


def _change_line(change: Change) -> str:
    before, after = _described(change.before), _described(change.after)
    return f"{before} → {after}"


def _described(thing: Mapped) -> str:
    sort = (thing.device_class or "cover") if isinstance(thing, MappedCover) else thing.kind.value
    return f"{thing.name} ({_where(thing)}, {sort})"


def _where(thing: Mapped) -> str:
    return " + ".join(str(address) for address in thing.addresses)


def _listed(lines: Iterable[str]) -> str:
    every = list(lines)
    shown = [f"- {line}" for line in every[:LISTED]]
    if len(every) > LISTED:
        shown.append(f"- … + {len(every) - LISTED}")
    return "\n".join(shown) or "—"
