"""The repairs of a gateway that is unreachable for long, or whose only connection another program holds.

They are raised after a while and withdrawn at once, also for an entry whose set-up Home Assistant repeats.
"""

from collections.abc import Callable
from datetime import datetime

from homeassistant.const import CONF_HOST, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import ConnectionState, ConnectionStatus, IPComClient

UNREACHABLE = "gateway_unreachable"
HELD = "login_held"

UNREACHABLE_S = 600.0
"""A gateway that was rebooted, or a network that was down, is back by then."""
HELD_S = 20.0
"""A session of ours that broke has ended by then; what still refuses a login that worked is another program."""

_RETRYING = "login_refused_retrying"
"""The library's code of a refusal of credentials that have worked."""

_TIMERS: HassKey[dict[str, CALLBACK_TYPE]] = HassKey(f"{DOMAIN}_link_issues")


@callback
def async_watch_link(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
    """Follow the link of a loaded entry; an entry that is unloaded is not looked after any more."""

    @callback
    def link_changed(status: ConnectionStatus) -> None:
        if status.online:
            async_link_is_up(hass, entry)
        elif status.state is ConnectionState.OFFLINE:
            async_link_is_down(hass, entry, held=status.error is not None and status.error.code == _RETRYING)

    async_link_is_up(hass, entry)
    entry.async_on_unload(client.subscribe_connection(link_changed))
    entry.async_on_unload(lambda: async_link_is_up(hass, entry))


@callback
def async_link_is_down(hass: HomeAssistant, entry: IPComConfigEntry, *, held: bool) -> None:
    """Raise the repairs after a while; `held` says that a login was refused which had worked before."""
    _raise_later(hass, entry, UNREACHABLE, UNREACHABLE_S)
    if held:
        _raise_later(hass, entry, HELD, HELD_S)
    else:
        _withdraw(hass, entry, HELD)


@callback
def async_link_is_up(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Withdraw the repairs."""
    _withdraw(hass, entry, UNREACHABLE)
    _withdraw(hass, entry, HELD)


def _raise_later(hass: HomeAssistant, entry: IPComConfigEntry, kind: str, seconds: float) -> None:
    timers = _timers(hass)
    key = _issue_id(entry, kind)
    if key not in timers:
        timers[key] = async_call_later(hass, seconds, _raiser(hass, entry, kind))


def _raiser(hass: HomeAssistant, entry: IPComConfigEntry, kind: str) -> Callable[[datetime], None]:
    @callback
    def raise_it(_: datetime) -> None:
        _timers(hass)[_issue_id(entry, kind)] = _nothing
        if entry.disabled_by is not None:
            return
        ir.async_create_issue(
            hass,
            DOMAIN,
            _issue_id(entry, kind),
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=kind,
            translation_placeholders={"name": entry.title, "host": entry.data[CONF_HOST]},
        )

    return raise_it


def _nothing() -> None:
    """Stand for a timer that has fired: the repair is not raised twice."""


def _withdraw(hass: HomeAssistant, entry: IPComConfigEntry, kind: str) -> None:
    if (cancel := _timers(hass).pop(_issue_id(entry, kind), None)) is not None:
        cancel()
    ir.async_delete_issue(hass, DOMAIN, _issue_id(entry, kind))


def _issue_id(entry: IPComConfigEntry, kind: str) -> str:
    return f"{kind}_{entry.entry_id}_"


def _timers(hass: HomeAssistant) -> dict[str, CALLBACK_TYPE]:
    """Return the timers that run; Home Assistant's end cancels them."""
    if (timers := hass.data.get(_TIMERS)) is None:
        timers = hass.data[_TIMERS] = {}

        @callback
        def stop(_: Event) -> None:
            for cancel in timers.values():
                cancel()
            timers.clear()

        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stop)
    return timers
