"""Which symbol on which map belongs to which output of a bus; pure.

A symbol names bus, module and output, but not its gateway. Where a site has several gateways with such a module,
the symbol's `ElementID` or its name tells which is meant; a symbol that could mean several says nothing of any.
"""

from __future__ import annotations

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
    symbols = [element for element in site.elements if element.type == _OUTPUT and element.place]
    every = (
        _drawn(
            module, output, [element for element in symbols if _belongs(element, site, bus, module, output)]
        )
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


def _belongs(
    element: MapElement, site: SiteConfiguration, bus: PortalBus, module: PortalModule, output: int
) -> bool:
    if element.place != (bus.number, module.number, output):
        return False
    candidates = [
        each
        for gateway in site.gateways
        for each in gateway.modules
        if (each.bus, each.number) == (bus.number, module.number)
    ]
    for narrowed in (
        [each for each in candidates if element.element_id and each.id == element.element_id],
        [each for each in candidates if element.name and each.names[output - 1] == element.name],
    ):
        if len(narrowed) == 1:
            return narrowed[0] is module
    return candidates == [module]
