"""The output or the cover that a page asks to save; what it leaves out stays as it is. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_ENERGY,
    CONF_ICON,
    CONF_KIND,
    CONF_PULSE,
    CONF_TILT_MODEL,
    CONF_TILT_TIME,
    CONF_WATTS,
    MappedKind,
    SubentryType,
)
from ..devices.checks import Mistake
from ..devices.described import described_cover, described_output
from ..devices.kinds import COVER_CLASSES, KINDS
from ..devices.mapping import MappedCover, MappedDevice, MappedOutput
from ..devices.naming import tidy_name
from ..devices.tilt_wiring import with_tilt_motor
from ..library import OutputAddress, TiltModel

_NUMBERS = (CONF_PULSE, CONF_WATTS, CONF_ENERGY)
TILT_OUTPUTS = "tilt_outputs"
"""The relays of a motor for the slats: the one that opens them, then the one that closes them."""
_SLATS = (CONF_TILT_MODEL, CONF_TILT_TIME, TILT_OUTPUTS)


def asked_device(
    asked: Mapping[str, Any], before: MappedDevice | None, others: Mapping[str, MappedDevice]
) -> MappedDevice | Mistake:
    """Return what becomes of `before`, or what stands against it; an output may become a cover, and a cover an output."""
    name = tidy_name(asked["name"]) if "name" in asked or before is None else before.name
    if asked["thing_type"] == SubentryType.COVER:
        return _asked_cover(asked, name, before if isinstance(before, MappedCover) else None, others)
    return _asked_output(asked, name, before if isinstance(before, MappedOutput) else None, others)


def _asked_cover(
    asked: Mapping[str, Any], name: str, before: MappedCover | None, others: Mapping[str, MappedDevice]
) -> MappedCover | Mistake:
    shown = before.device_class if before is not None else ""
    described = described_cover(
        (_output(asked, before, 0), _output(asked, before, 1)),
        {
            "name": name,
            "device_class": asked.get(CONF_DEVICE_CLASS) or shown or COVER_CLASSES[0],
            **_icon(asked),
        },
        others,
        before,
        wrong_way=asked["wrong_way"],
    )
    if isinstance(described, Mistake) or asked.keys().isdisjoint(_SLATS):
        return described
    return _with_slats(asked, described, others)


def _with_slats(
    asked: Mapping[str, Any], cover: MappedCover, others: Mapping[str, MappedDevice]
) -> MappedCover | Mistake:
    """Return the cover with the slats that are asked for; without a model it has none."""
    options = cover.options
    model = asked.get(CONF_TILT_MODEL, options.tilt_model)
    after = replace(
        options,
        tilt_model=TiltModel(model or TiltModel.FIRST_PART),
        tilt_time=None if model is None else asked.get(CONF_TILT_TIME, options.tilt_time),
    )
    chosen = () if cover.tilt_motor is None else cover.tilt_motor.addresses
    if TILT_OUTPUTS in asked:
        chosen = tuple(OutputAddress.from_index(index) for index in asked[TILT_OUTPUTS])
    up, down, *_ = [*chosen, None, None]
    return with_tilt_motor(replace(cover, options=after), (up, down), others)


def _asked_output(
    asked: Mapping[str, Any], name: str, before: MappedOutput | None, others: Mapping[str, MappedDevice]
) -> MappedOutput | Mistake:
    shown = before.kind if before is not None else MappedKind.LIGHT
    kind = MappedKind(asked.get(CONF_KIND, shown))
    return described_output(
        _output(asked, before, 0),
        {
            "name": name,
            "kind": kind,
            **(_not_of(kind) if kind is not shown else {}),
            **({"device_class": asked[CONF_DEVICE_CLASS] or ""} if CONF_DEVICE_CLASS in asked else {}),
            **{key: asked[key] for key in _NUMBERS if key in asked},
            **_icon(asked),
        },
        others,
        before,
    )


def _not_of(kind: MappedKind) -> dict[str, Any]:
    """Return what an output gives up that becomes of this kind: a class of the one before, and power if it has none."""
    without_power = {} if KINDS[kind].draws_power else {"watts": None, "energy": False}
    return {"device_class": "", **without_power}


def _icon(asked: Mapping[str, Any]) -> dict[str, str]:
    return {"icon": asked[CONF_ICON] or ""} if CONF_ICON in asked else {}


def _output(asked: Mapping[str, Any], before: MappedDevice | None, place: int) -> OutputAddress | None:
    """Return the output that is asked for at this place: the one, or up and then down; None if there is none."""
    if "outputs" in asked:
        chosen = [OutputAddress.from_index(index) for index in asked["outputs"]]
    else:
        chosen = list(before.addresses) if before is not None else []
    return chosen[place] if place < len(chosen) else None
