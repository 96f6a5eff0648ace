"""What a person chose of what the portal describes. A thing is named by its outputs, as in "5/1+5/2". Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..const import MappedKind
from ..devices.mapping import MappedCover, MappedDevice
from .portal_devices import PortalComparison, turned


@dataclass(frozen=True, slots=True)
class PortalChoice:
    """The new things that are wanted, what is to be put right of them, and the known ones to be renamed."""

    wanted: frozenset[str] = frozenset()
    renamed: frozenset[str] = frozenset()
    turned: frozenset[str] = frozenset()
    """Covers that run the wrong way."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Other kinds than the portal says, or other classes of covers."""

    def of(self, comparison: PortalComparison) -> tuple[MappedDevice, ...]:
        """Return what was chosen: new things as they are to be, and known ones under their new names."""
        new = {id_of(each): self._put_right(each) for each in comparison.new if id_of(each) in self.wanted}
        again = {
            id_of(each.device): each.after
            for each in comparison.renamed
            if id_of(each.device) in self.renamed
        }
        return tuple({**new, **again}.values())

    def _put_right(self, thing: MappedDevice) -> MappedDevice:
        name = id_of(thing)
        kind = self.kinds.get(name)
        if isinstance(thing, MappedCover):
            cover = turned(thing) if name in self.turned else thing
            return cover if kind is None else replace(cover, device_class=kind)
        return thing if kind is None else replace(thing, kind=MappedKind(kind))


def id_of(thing: MappedDevice) -> str:
    """Return what stands for a thing in an answer."""
    return "+".join(str(address) for address in thing.addresses)


def label_of(thing: MappedDevice) -> str:
    """Return name, outputs and room in a line."""
    where = f"{thing.name} ({id_of(thing)})"
    return f"{where} · {thing.room}" if thing.room else where
