"""Faults in services.yaml and icons.json."""

from tests.script.integration_check.mutation import ICONS, SERVICES, drop, put

POSITION = "set_known_position/fields/position"

IN_ACTIONS = (
    ("unknown key", "in an action", put(SERVICES, "calibrate/targets", {}), "calibrate.targets is not known"),
    (
        "unknown key",
        "in a field",
        put(SERVICES, f"{POSITION}/requird", True),
        "position.requird is not known",
    ),
    ("action", "without texts", put(SERVICES, "mystery", None), "action mystery has no counterpart"),
    ("action", "left out", drop(SERVICES, "calibrate"), "action calibrate is missing"),
    (
        "action",
        "a field without texts",
        put(SERVICES, "calibrate/fields/x", {}),
        "field of calibrate x has no",
    ),
    ("action", "a field left out", drop(SERVICES, POSITION), "position is missing"),
    (
        "action",
        "required is no truth value",
        put(SERVICES, f"{POSITION}/required", "yes"),
        "must be true or false",
    ),
    ("action", "an empty example", put(SERVICES, f"{POSITION}/example", None), "example is empty"),
    (
        "action",
        "a field twice, once in a section",
        put(SERVICES, "calibrate/fields/more", {"fields": {"travel_time_up": {}}}),
        "has the field travel_time_up twice",
    ),
    (
        "selector",
        "of an unknown kind",
        put(SERVICES, f"{POSITION}/selector", {"numbr": {}}),
        "is no selector",
    ),
    ("selector", "an unknown key", put(SERVICES, f"{POSITION}/selector/number/maximum", 1), "is no selector"),
    (
        "selector",
        "an unknown mode",
        put(SERVICES, f"{POSITION}/selector/number/mode", "dial"),
        "is no selector",
    ),
    (
        "selector",
        "without its options",
        put(SERVICES, f"{POSITION}/selector", {"select": {}}),
        "is no selector",
    ),
    (
        "selector",
        "with texts that are not there",
        put(SERVICES, f"{POSITION}/selector", {"select": {"options": ["a"], "translation_key": "modes"}}),
        "selector.modes are not in en.json",
    ),
    ("target", "an unknown key", put(SERVICES, "calibrate/target", {"entitty": {}}), "is no target"),
    ("target", "an unknown filter", put(SERVICES, "calibrate/target/entity/domian", "cover"), "is no target"),
    (
        "target",
        "an unknown domain",
        put(SERVICES, "calibrate/target/entity/domain", "covers"),
        "the domain covers",
    ),
    ("target", "a text", put(SERVICES, "calibrate/target", "cover"), "must be an object"),
    ("unknown key", "in icons", put(ICONS, "entities", {}), "entities is not known"),
    (
        "unknown key",
        "in an entity's icon",
        put(ICONS, "entity/sensor/reconnects/icon", "mdi:x"),
        "icon is not known",
    ),
    (
        "unknown key",
        "in an action's icon",
        put(ICONS, "services/calibrate/icon", "mdi:x"),
        "icon is not known",
    ),
    ("unknown key", "a platform in icons", put(ICONS, "entity/sensors", {}), "there is no platform sensors"),
    (
        "unknown key",
        "an entity in icons",
        put(ICONS, "entity/sensor/x", {}),
        "sensor.x is not in the translations",
    ),
    ("icon", "of no set", put(ICONS, "entity/sensor/reconnects/default", "hass:x"), "must be an icon"),
    ("icon", "missing for an action", drop(ICONS, "services/calibrate"), "action calibrate is missing"),
    ("icon", "of an action in the old form", put(ICONS, "services/calibrate", "mdi:x"), "must be an object"),
    (
        "icon",
        "of a state that is the default one",
        put(ICONS, "entity/sensor/reconnects/state", {"x": "mdi:connection"}),
        "is the default icon",
    ),
)
