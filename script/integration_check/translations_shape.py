"""The keys that a translations file may and must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .home_assistant import PLATFORMS
from .shape import ANY_KEY, TRANSLATION_KEY, Shape, both, each, fields
from .texts import plain_text, text

_TEXTS = each(text, ANY_KEY)
_SECTION = fields(name=text, description=text, data=_TEXTS, data_description=_TEXTS)
_STEP = fields(
    title=text,
    description=text,
    data=_TEXTS,
    data_description=_TEXTS,
    menu_options=_TEXTS,
    menu_option_descriptions=_TEXTS,
    submit=text,
    sections=each(_SECTION, ANY_KEY),
)


def _has_a_heading(step: object, path: str) -> Iterator[str]:
    """A step without title and description is an unlabelled form."""
    if isinstance(step, Mapping) and not {"title", "description"} & step.keys():
        yield f"{path} needs a title or a description"


def _describes_what_it_names(step: object, path: str) -> Iterator[str]:
    if not isinstance(step, Mapping):
        return
    for described, named in (("data_description", "data"), ("menu_option_descriptions", "menu_options")):
        for key in (step.get(described) or {}).keys() - (step.get(named) or {}).keys():
            yield f"{path} describes {key}, which it does not name"


_PARTS: Mapping[str, Shape] = {"error": _TEXTS, "abort": _TEXTS, "progress": _TEXTS, "create_entry": _TEXTS}
_STEPS = each(both(_STEP, _has_a_heading, _describes_what_it_names), ANY_KEY)
_FIX_STEPS = each(both(_STEP, _describes_what_it_names), ANY_KEY)

FLOW = fields({"step": _STEPS}, flow_title=text, initiate_flow=fields({"user": text}), **_PARTS)
FIX_FLOW = fields({"step": _FIX_STEPS}, **_PARTS)
SUBENTRY_FLOW = fields(
    {
        "step": _STEPS,
        "entry_type": text,
        "initiate_flow": fields({"user": text}, reconfigure=text),
    },
    flow_title=text,
    **_PARTS,
)


def _issue(issue: object, path: str) -> Iterator[str]:
    yield from fields({"title": text}, description=text, fix_flow=FIX_FLOW)(issue, path)
    if isinstance(issue, Mapping) and ("description" in issue) == ("fix_flow" in issue):
        yield f"{path} needs a description or a fix_flow, and not both"


def _platform(value: object, path: str) -> Iterator[str]:
    yield from each(_ENTITY, TRANSLATION_KEY)(value, path)
    if (platform := path.rpartition(".")[2]) not in PLATFORMS:
        yield f"{path}: there is no platform {platform}"


_STATES = each(plain_text, TRANSLATION_KEY)
_ENTITY = fields(
    {"name": text},
    state=_STATES,
    state_attributes=each(fields(name=plain_text, state=_STATES), TRANSLATION_KEY),
    unit_of_measurement=plain_text,
)
_NAMED = {"name": text, "description": text}
_ACTION = fields(
    _NAMED,
    fields=each(fields(_NAMED, example=text), TRANSLATION_KEY),
    sections=each(fields({"name": text}, description=text), TRANSLATION_KEY),
)
_SELECTOR = fields(
    options=each(plain_text, TRANSLATION_KEY),
    choices=each(plain_text, TRANSLATION_KEY),
    unit_of_measurement=each(plain_text, TRANSLATION_KEY),
    fields=each(fields(_NAMED), TRANSLATION_KEY),
)
_AUTOMATION = fields(
    action_type=_TEXTS,
    condition_type=_TEXTS,
    trigger_type=_TEXTS,
    trigger_subtype=_TEXTS,
    extra_fields=_TEXTS,
    extra_fields_descriptions=_TEXTS,
)


def _panel(value: object, path: str) -> Iterator[str]:
    """Texts of a panel of one's own, nested at will."""
    inner = each(_panel, TRANSLATION_KEY) if isinstance(value, Mapping) else text
    yield from inner(value, path)


TRANSLATIONS = fields(
    title=text,
    common=each(text),
    config=FLOW,
    options=FLOW,
    config_subentries=each(SUBENTRY_FLOW),
    config_panel=_panel,
    selector=each(_SELECTOR),
    device=each(fields(name=text), TRANSLATION_KEY),
    device_automation=_AUTOMATION,
    entity=each(_platform),
    exceptions=each(fields({"message": text})),
    issues=each(_issue),
    services=each(_ACTION),
    conditions=each(_ACTION),
    triggers=each(_ACTION),
    system_health=fields(info=each(text, TRANSLATION_KEY)),
)
