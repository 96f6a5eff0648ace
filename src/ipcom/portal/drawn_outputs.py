"""Which symbol on which map belongs to which output of a bus; pure.

A symbol names bus, module and output, but not its gateway. Where a site has several gateways with such a module,
the symbol's `ElementID` or its name tells which is meant; a symbol that could mean several says nothing of any.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.address import MODULES, OutputAddress
from ..model.graphic_types import GraphicType, graphic_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .answers import MapElement, PortalBus, PortalModule, SiteConfiguration

EXO8 = "Exo8"
EXO_DIM = "ExoDim"
EXO_STORE = "ExoStore"
_OUTPUT = "Output"
_DIMMABLE = "Dimmable"


@dataclass(frozen=True, slots=True)
class DrawnOutput:
    """An output that has a name or a symbol, with all that the portal says of it."""

    address: OutputAddress
    module_type: str
    own_name: str
    """Its name in the module; "" without one."""
    elements: tuple[MapElement, ...]

    @property
    def name(self) -> str:
        """Its name in the module, else on a map, else where it is."""
        names = (self.own_name, *(element.name for element in self.elements))
        return next((name for name in names if name), str(self.address))

    @property
    def room(self) -> str:
        """The name of the first map that shows it."""
        return next((element.map_name for element in self.elements if element.map_name), "")

    @property
    def graphic_type(self) -> str:
        """Its symbol; one that says more than "a light" goes first, "" without any."""
        names = [element.graphic_type for element in self.elements if element.graphic_type]
        telling = (name for name in names if graphic_type(name) != GraphicType())
        return next(telling, names[0] if names else "")

    @property
    def dimmable(self) -> bool:
        """Whether a symbol shows a level."""
        return any(element.widget_type == _DIMMABLE for element in self.elements)


def drawn_outputs(site: SiteConfiguration, bus: PortalBus) -> tuple[DrawnOutput, ...]:
    """Return the outputs of a bus that have a name or a symbol, by address."""
    symbols = _symbols_by_output(site)
    every = (
        _drawn(module, output, symbols.get((id(module), output), ()))
        for module in usable_modules(bus)
        for output in range(1, len(module.names) + 1)
    )
    return tuple(each for each in every if each.own_name or each.elements)


def usable_modules(bus: PortalBus) -> tuple[PortalModule, ...]:
    """Return the modules of a type that is known, each number once, by number."""
    by_number = {module.number: module for module in reversed(bus.modules) if is_usable(module)}
    return tuple(by_number[number] for number in sorted(by_number))


def is_usable(module: PortalModule) -> bool:
    """Tell whether a module can be, and has a type whose outputs are known (docs/protocol.md, "Portal values")."""
    return module.type in (EXO8, EXO_DIM, EXO_STORE) and 1 <= module.number <= MODULES


def _drawn(module: PortalModule, output: int, elements: Iterable[MapElement]) -> DrawnOutput:
    return DrawnOutput(
        OutputAddress(module.number, output), module.type, module.names[output - 1], tuple(elements)
    )


def _symbols_by_output(site: SiteConfiguration) -> dict[tuple[int, int], list[MapElement]]:
    """Return the symbols of each output; a module is known by its identity, since two may be equal."""
    modules = _Modules(site)
    found: defaultdict[tuple[int, int], list[MapElement]] = defaultdict(list)
    for element in site.elements:
        if element.type == _OUTPUT and (module := modules.meant_by(element)) and element.place:
            found[id(module), element.place[2]].append(element)
    return found


class _Modules:
    """The modules of all gateways of a site, by what a symbol may say of them. Looking one up takes no search."""

    def __init__(self, site: SiteConfiguration) -> None:
        self._found: defaultdict[tuple[object, ...], list[PortalModule]] = defaultdict(list)
        for module in (module for gateway in site.gateways for module in gateway.modules):
            place = (module.bus, module.number)
            self._found[place].append(module)
            self._found[*place, "id", module.id].append(module)
            for output, name in enumerate(module.names, start=1):
                self._found[*place, "name", output, name].append(module)

    def meant_by(self, element: MapElement) -> PortalModule | None:
        """Return the module that a symbol means; None if there is none, or if it could be several."""
        if element.place is None:
            return None
        bus, number, output = element.place
        sayings: list[tuple[object, ...]] = [(bus, number)]
        if element.name:
            sayings.insert(0, (bus, number, "name", output, element.name))
        if element.element_id:
            sayings.insert(0, (bus, number, "id", element.element_id))
        told = (self._found.get(saying, []) for saying in sayings)
        return next((modules[0] for modules in told if len(modules) == 1), None)
