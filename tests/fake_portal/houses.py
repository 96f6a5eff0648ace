"""What owners have stored at the portal, and how the portal writes it down."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape


@dataclass
class Module:
    """One module of a gateway with the names of its outputs, as its owner typed them."""

    number: int
    type: str
    names: tuple[str, ...] = ()
    bus: int = 1
    id: int = 0

    def xml(self) -> str:
        names = [*self.names, *[""] * (8 - len(self.names))]
        return tag(
            "FlashOutputModule",
            tag("ID", self.id or 100 * self.bus + self.number),
            tag("Number", self.number),
            tag("Type", self.type),
            tag("BusNumber", self.bus),
            *(tag(f"Output{position}", text(name)) for position, name in enumerate(names, start=1)),
        )


@dataclass
class Gateway:
    """One gateway of a site."""

    name: str = "IPCom"
    modules: tuple[Module, ...] = ()
    id: int = 11
    registration: str = "REG-0011"
    local_address: str = "192.168.1.20"
    local_port: int = 5000
    remote_address: str = "house.example.org"
    remote_port: int = 5000
    bus1: str = "Minido"
    bus2: str = "None"
    username: str = "installer"
    password: str = "gateway-secret"

    def xml(self) -> str:
        return tag(
            "FlashIPCom",
            tag("ID", self.id),
            tag("RegistrationID", self.registration),
            tag("Name", text(self.name)),
            tag("LocalAddress", self.local_address),
            tag("LocalPort", self.local_port),
            tag("RemoteAddress", self.remote_address),
            tag("RemotePort", self.remote_port),
            tag("Bus1", self.bus1),
            tag("Bus2", self.bus2),
            tag("Username", text(self.username)),
            tag("Password", text(self.password)),
            tag("Modules", *(module.xml() for module in self.modules)),
        )


@dataclass
class Element:
    """A symbol on a map."""

    name: str
    config: str = ""
    graphic: str = "OutputLightBulb"
    type: str = "Output"
    widget: str = ""
    element_id: int = 0
    id: int = 0

    def xml(self) -> str:
        return tag(
            "FlashMapElement",
            tag("ID", self.id),
            tag("Name", text(self.name)),
            tag("Type", self.type),
            tag("GraphicType", self.graphic),
            tag("WidgetType", self.widget),
            tag("ElementID", self.element_id),
            tag("ElementConfig", self.config),
        )


@dataclass
class Map:
    """A map: mostly a room or a floor."""

    name: str
    elements: tuple[Element, ...] = ()

    def xml(self) -> str:
        return tag(
            "FlashMap",
            tag("Name", text(self.name)),
            tag("Elements", *(each.xml() for each in self.elements)),
        )


@dataclass
class Site:
    """One house of an owner."""

    name: str = "Villa"
    id: int = 7
    version: int = 42
    gateways: tuple[Gateway, ...] = ()
    maps: tuple[Map, ...] = ()
    only_for_version: int | None = field(default=None)
    """The version that a caller must name to be told anything; None for any but the site's own."""

    def listed_xml(self) -> str:
        return tag(
            "FlashSite",
            tag("ID", self.id),
            tag("Name", text(self.name)),
            tag("Version", self.version),
        )

    def xml(self) -> str:
        return tag("IPComs", *(each.xml() for each in self.gateways)) + tag(
            "Maps", *(each.xml() for each in self.maps)
        )


def tag(name: str, *content: object) -> str:
    """Return an element; what is empty is written short, as .NET does."""
    inside = "".join(str(each) for each in content)
    return f"<{name}>{inside}</{name}>" if inside else f"<{name} />"


def text(words: str) -> str:
    return escape(words)


VILLA = Site(
    name="Villa Étoile",
    gateways=(
        Gateway(
            modules=(
                Module(
                    1, "Exo8", ("Éclairage séjour", "Prise télé", "Applique & miroir", "SIRENE", "Portail")
                ),
                Module(5, "ExoStore", ("Salon M", "Salon D", "Chambre montée", "Chambre descente")),
                Module(6, "ExoDim", ("Table", "Küche größer")),
            ),
        ),
    ),
    maps=(
        Map(
            "Séjour",
            (
                Element("Éclairage séjour", "1,1,1"),
                Element("Prise télé", "1,1,2", "OutputSocket"),
                Element("Table", "1,6,1", widget="Dimmable"),
                Element("Salon montée", "1,5,1", "OutputShutterUp"),
                Element("Salon descente", "1,5,2", "OutputShutterDown"),
                Element("Tout éteindre", "", "SequenceButton", type="Sequence"),
            ),
        ),
        Map(
            "Chambre",
            (
                Element("Chambre", "1,5,4", "OutputBlindUp"),
                Element("Chambre", "1,5,3", "OutputBlindDown"),
                Element("Bonne nuit", "", "SequenceButton", type="Sequence"),
            ),
        ),
        Map("Dehors", (Element("Portail", "1,1,5", "OutputDoorOpen"),)),
    ),
)
"""One gateway, one bus, names with accents, a dimmer, a shutter, a blind, a siren and two scenes."""

TWO_BUSES = Site(
    name="Ferme",
    id=8,
    gateways=(
        Gateway(
            "Grange",
            bus2="BiBus",
            modules=(
                Module(1, "Exo8", ("Cuisine",), bus=1),
                Module(1, "Exo8", ("Étable",), bus=2),
            ),
        ),
    ),
    maps=(Map("Rez", (Element("Cuisine", "1,1,1"), Element("Étable", "2,1,1", "OutputHeater"))),),
)
"""The same module and output on two buses of one gateway."""

TWO_GATEWAYS = Site(
    name="Château",
    id=9,
    gateways=(
        Gateway("Aile nord", (Module(1, "Exo8", ("Nord",), id=501),), id=21, registration="REG-N"),
        Gateway(
            "Aile sud",
            (Module(1, "Exo8", ("Sud",), id=502),),
            id=22,
            registration="REG-S",
            local_address="192.168.1.21",
        ),
    ),
    maps=(
        Map("Nord", (Element("Nord", "1,1,1", "OutputSocket", element_id=501),)),
        Map("Sud", (Element("Sud", "1,1,1", "OutputHeater", element_id=502),)),
    ),
)
"""Two gateways whose modules have the same numbers; the element's ID says which module it means."""

ODD = Site(
    name="Odd",
    id=10,
    gateways=(
        Gateway(
            modules=(
                Module(1, "Exo8", ("Lamp", "", "  ", "Fan", "Glow")),
                Module(2, "ExoAudio", ("Radio",)),
                Module(3, "", ("Nameless kind",)),
                Module(17, "Exo8", ("Beyond",)),
                Module(5, "ExoStore", ("Left", "Right", "Alone")),
            ),
        ),
    ),
    maps=(
        Map(
            "",
            (
                Element("Fan", "1,1,4", "OutputVentilator"),
                Element("Glow", "1,1,5", ""),
                Element("Camera", "", "CameraView", type="Camera"),
                Element("Broken", "one,two", "OutputSocket"),
                Element("Far", "1,99,1", "OutputSocket"),
                Element("Ghost", "1,9,1", "OutputSocket"),
                Element("Scene", "5", "x", type="Sequence"),
            ),
        ),
    ),
)
"""Types that nobody knows, outputs that nobody named, modules that cannot be."""
