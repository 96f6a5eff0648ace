"""The library's errors in the words of the person: the code is the key of a translation, the values its placeholders."""

from collections.abc import Iterable, Mapping

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN
from ..library import IPComError, Message, Problem, ShutterPair
from .mapping import MappedDevice

_OWN = ("output", "thing", "shutter")
"""Values that stand for the output or the shutter that was commanded: the first of them is called by its name."""


def failure[ErrorT: HomeAssistantError](
    kind: type[ErrorT], error: IPComError, name: str = "", devices: Iterable[MappedDevice] = ()
) -> ErrorT:
    """Return an error for the person; `name` is what the device is called that was commanded, if it is none of `devices`."""
    own = _own(error.values)
    addresses = _addresses(error.values[own]) if own else set()
    name = next((each.name for each in devices if addresses & set(each.addresses)), name)
    return kind(
        translation_domain=DOMAIN,
        translation_key=error.code,
        translation_placeholders=placeholders(error.values, name),
    )


def placeholders(values: Mapping[str, object], name: str = "") -> dict[str, str]:
    """Return values as texts that need no translation."""
    own = _own(values) if name else None
    return {key: name if key == own else _shown(value) for key, value in values.items()}


async def async_problem_lines(hass: HomeAssistant, problems: Iterable[Problem]) -> list[str]:
    """Return each mistake of a file in a line: where it is, and what is wrong, in the language of this home."""
    templates = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})
    return [_line(problem, templates) for problem in problems]


def _line(problem: Problem, templates: Mapping[str, str]) -> str:
    where = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
    template = templates.get(f"component.{DOMAIN}.exceptions.{problem.code}.message", problem.message)
    text = (
        template.format(**placeholders(problem.values)) if isinstance(problem.message, Message) else template
    )
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
