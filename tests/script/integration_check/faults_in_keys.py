"""Keys of the translations that nothing knows or nothing uses."""

from tests.script.integration_check.mutation import EN, put

IN_KEYS = (
    ("unknown key", "at the top", put(EN, "panel", {}), "panel is not known"),
    ("unknown key", "in a flow", put(EN, "config/steps", {}), "config.steps is not known"),
    ("unknown key", "the old title of a flow", put(EN, "config/title", "IPCom"), "config.title is not known"),
    ("unknown key", "in a step", put(EN, "config/step/user/button", "x"), "step.user.button is not known"),
    (
        "unknown key",
        "in a subentry's flow",
        put(EN, "config_subentries/cover/name", "x"),
        "cover.name is not known",
    ),
    ("unknown key", "in an action", put(EN, "services/calibrate/title", "x"), "calibrate.title is not known"),
    (
        "unknown key",
        "in a field of an action",
        put(EN, "services/calibrate/fields/travel_time_up/label", "x"),
        "travel_time_up.label is not known",
    ),
    (
        "unknown key",
        "in an entity",
        put(EN, "entity/sensor/reconnects/title", "x"),
        "reconnects.title is not known",
    ),
    (
        "unknown key",
        "in an exception",
        put(EN, "exceptions/no_update/title", "x"),
        "no_update.title is not known",
    ),
    (
        "unknown key",
        "in an issue",
        put(EN, "issues/both_relays_on/text", "x"),
        "both_relays_on.text is not known",
    ),
    ("unknown key", "in a selector", put(EN, "selector/bus/values", {}), "selector.bus.values is not known"),
    (
        "unknown key",
        "in system health",
        put(EN, "system_health/texts", {}),
        "system_health.texts is not known",
    ),
    ("unknown key", "a platform", put(EN, "entity/sensors", {}), "there is no platform sensors"),
    (
        "unused key",
        "a step",
        put(EN, "config/step/mystery", {"title": "x"}),
        "step.mystery is used by no code",
    ),
    ("unused key", "a field", put(EN, "config/step/user/data/mac", "x"), "data.mac is used by no code"),
    ("unused key", "an error", put(EN, "config/error/mystery", "x"), "error.mystery is used by no code"),
    ("unused key", "a reason", put(EN, "config/abort/mystery", "x"), "abort.mystery is used by no code"),
    (
        "unused key",
        "a menu option",
        put(EN, "options/step/init/menu_options/x", "x"),
        "menu_options.x is used by no",
    ),
    (
        "unused key",
        "an exception",
        put(EN, "exceptions/mystery", {"message": "x"}),
        "exceptions.mystery is used by no",
    ),
)
