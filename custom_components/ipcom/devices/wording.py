"""The library's errors in the words of the person: the code is the key of a translation, the values its placeholders."""

from collections.abc import Iterable, Mapping

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_cached_translations, async_load_integrations

from ..const import DOMAIN
from ..library import IPComError, Problem, ShutterPair
from .mapping import MappedCover, MappedDevice

_OWN = ("output", "thing", "shutter")
"""Values that stand for the output or the shutter that was commanded: the first of them is called by its name."""
_CAUSE = "cause"
_KINDS = tuple(f"component.{DOMAIN}.selector.{selector}.options." for selector in ("cover_class", "kind"))


def failure[ErrorT: HomeAssistantError](
    kind: type[ErrorT], error: IPComError, name: str = "", devices: Iterable[MappedDevice] = ()
) -> ErrorT:
    """Return an error for the person; `name` is what the device is called that was commanded, if it is none of `devices`."""
    return kind(
        translation_domain=DOMAIN,
        translation_key=error.code,
        translation_placeholders=values_in_words(error, name, devices),
    )


def values_in_words(
    error: IPComError, name: str = "", devices: Iterable[MappedDevice] = ()
) -> dict[str, str]:
    """Return the placeholders of an error, in which the device is called by its name, as `failure` does."""
    own = _own(error.values)
    addresses = _addresses(error.values[own]) if own else set()
    name = next((each.name for each in devices if addresses & set(each.addresses)), name)
    return placeholders(error.values, name)


def placeholders(values: Mapping[str, object], name: str = "") -> dict[str, str]:
    """Return values as texts that need no translation."""
    own = _own(values) if name else None
    return {key: name if key == own else _shown(value) for key, value in values.items()}


async def async_problem_lines(hass: HomeAssistant, problems: Iterable[Problem]) -> list[str]:
    """Return the same before the integration is set up."""
    await async_load_integrations(hass, {DOMAIN})
    return problem_lines(hass, problems)


def problem_lines(hass: HomeAssistant, problems: Iterable[Problem]) -> list[str]:
    """Return each mistake of a file in a line: where it is, and what is wrong, in the language of this home."""
    return [_line(problem, _texts(hass, "exceptions")) for problem in problems]


async def async_kind_words(hass: HomeAssistant) -> dict[str, str]:
    """Return what each kind of an output and each class of a cover is called, without the examples after a colon."""
    await async_load_integrations(hass, {DOMAIN})
    texts = _texts(hass, "selector")
    return {key: text.partition(":")[0].strip() for key, text in texts.items() if key.startswith(_KINDS)}


def kind_word(device: MappedDevice, words: Mapping[str, str]) -> str:
    """Return what the kind of a device is called, out of what `async_kind_words` gave."""
    if isinstance(device, MappedCover):
        selector, kind = "cover_class", device.device_class
    else:
        selector, kind = "kind", device.kind.value
    return words.get(f"component.{DOMAIN}.selector.{selector}.options.{kind}", kind)


def cause_words(hass: HomeAssistant, *, bus_timer: bool) -> tuple[str, str]:
    """Return what caused a change from outside, and what that may have been, in the language of this home."""
    texts = _texts(hass, "selector")
    keys = ("bus_timer", "bus_timer_seen") if bus_timer else ("outside", "outside_may_be")
    name, message = (texts.get(f"component.{DOMAIN}.selector.{_CAUSE}.options.{key}", key) for key in keys)
    return name, message


def _texts(hass: HomeAssistant, category: str) -> Mapping[str, str]:
    return async_get_cached_translations(hass, hass.config.language, category, DOMAIN)


def _line(problem: Problem, texts: Mapping[str, str]) -> str:
    where = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
    template = texts.get(f"component.{DOMAIN}.exceptions.{problem.code}.message")
    text = problem.message if template is None else template.format(**placeholders(problem.values))
    return f"{where}: {text}" if where else text


def _own(values: Mapping[str, object]) -> str | None:
    return next((key for key in _OWN if key in values), None)


def _addresses(value: object) -> set[object]:
    return set(value.addresses) if isinstance(value, ShutterPair) else {value}


def _shown(value: object) -> str:
    match value:
        case float():
            return f"{value:.1f}".removesuffix(".0")
        case ShutterPair():
            return f"{value.up} + {value.down}"
        case tuple() | list():
            return ", ".join(map(_shown, value))
        case _:
            return str(value)
