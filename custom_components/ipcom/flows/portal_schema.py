"""The schemas of the import from the vendor's portal. A thing is chosen by its outputs, as in "5/1+5/2"."""

from collections.abc import Iterable, Mapping

import probatio
from homeassistant.const import CONF_PASSWORD, CONF_USERNAME
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..const import MappedKind
from ..devices.kinds import COVER_CLASSES
from ..devices.mapping import MappedCover, MappedDevice
from ..imports.portal_choice import id_of, label_of
from ..imports.portal_devices import PortalComparison
from ..library import FoundDevices

CONF_SITE = "site"
CONF_BUS_OF_GATEWAY = "gateway_bus"
CONF_COVERS = "covers"
CONF_RENAMED = "renamed"
CONF_TURNED = "turned"
CONF_OTHER_KIND = "other_kind"

LOGIN_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_USERNAME): TextSelector(TextSelectorConfig(autocomplete="off")),
        probatio.Required(CONF_PASSWORD): TextSelector(
            TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
        ),
    }
)


def choice_schema(name: str, labels: Iterable[str], default: int | None) -> probatio.Schema:
    """Return the schema for one of several, by its number."""
    options = [SelectOptionDict(value=str(number), label=label) for number, label in enumerate(labels)]
    field = probatio.Required(name) if default is None else probatio.Required(name, default=str(default))
    return probatio.Schema(
        {field: SelectSelector(SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST))}
    )


def things_schema(comparison: PortalComparison, found: FoundDevices) -> probatio.Schema:
    """Return the schema for what is wanted: a list for each kind, with all ticked but the doubtful."""
    fields: dict[probatio.Marker, SelectSelector] = {}
    doubtful = {device.address for device in found.devices.outputs if device.address in found.guessed_pairs}
    for name, things in by_kind(comparison.new).items():
        ticked = [id_of(each) for each in things if doubtful.isdisjoint(each.addresses)]
        fields[_suggesting(name, ticked)] = _several(things)
    if comparison.renamed:
        options = [
            SelectOptionDict(value=id_of(each.device), label=f"{each.device.name} → {each.portal_name}")
            for each in comparison.renamed
        ]
        fields[_suggesting(CONF_RENAMED)] = _list_of(options)
    if covers := [each for each in comparison.new if isinstance(each, MappedCover)]:
        fields[_suggesting(CONF_TURNED)] = _several(covers, SelectSelectorMode.DROPDOWN)
    if comparison.new:
        fields[_suggesting(CONF_OTHER_KIND)] = _several(comparison.new, SelectSelectorMode.DROPDOWN)
    return probatio.Schema(fields)


def kinds_schema(things: Iterable[MappedDevice]) -> probatio.Schema:
    """Return the schema that has a row for each thing; the row is called as the thing is."""
    return probatio.Schema({_row(thing): _kinds_of(thing) for thing in things})


def by_kind(things: Iterable[MappedDevice]) -> Mapping[str, list[MappedDevice]]:
    """Return the things by the field that lists them: a kind, or covers."""
    order = [*MappedKind, CONF_COVERS]
    fields: dict[str, list[MappedDevice]] = {str(name): [] for name in order}
    for thing in things:
        fields[CONF_COVERS if isinstance(thing, MappedCover) else thing.kind.value].append(thing)
    return {name: listed for name, listed in fields.items() if listed}


def _suggesting(name: str, ticked: Iterable[str] = ()) -> probatio.Marker:
    """Return a field in which these are ticked; one that comes back without any has none, and no default."""
    return probatio.Optional(name, description={"suggested_value": list(ticked)})


def _row(thing: MappedDevice) -> probatio.Marker:
    present = thing.device_class if isinstance(thing, MappedCover) else thing.kind.value
    return probatio.Required(label_of(thing), default=present)


def _kinds_of(thing: MappedDevice) -> SelectSelector:
    cover = isinstance(thing, MappedCover)
    return SelectSelector(
        SelectSelectorConfig(
            options=list(COVER_CLASSES) if cover else [kind.value for kind in MappedKind],
            translation_key="cover_class" if cover else "kind",
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


def _several(
    things: Iterable[MappedDevice], mode: SelectSelectorMode = SelectSelectorMode.LIST
) -> SelectSelector:
    return _list_of([SelectOptionDict(value=id_of(each), label=label_of(each)) for each in things], mode)


def _list_of(
    options: list[SelectOptionDict], mode: SelectSelectorMode = SelectSelectorMode.LIST
) -> SelectSelector:
    return SelectSelector(SelectSelectorConfig(options=options, multiple=True, mode=mode))
