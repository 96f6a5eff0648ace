"""Changes that Home Assistant takes, and that the checks therefore must not refuse."""

from tests.script.integration_check.mutation import (
    EN,
    ICONS,
    MANIFEST,
    SERVICES,
    Mutation,
    in_every_language,
    in_order,
    more_code,
    put,
)

ACCEPTED = (
    Mutation("manifest", "import_executor", in_order("import_executor", True), ""),
    Mutation("manifest", "single_config_entry", in_order("single_config_entry", True), ""),
    Mutation("manifest", "a loaded-after integration", in_order("after_dependencies", ["recorder"]), ""),
    Mutation("manifest", "a version before the release", put(MANIFEST, "version", "1.2.0b3"), ""),
    Mutation(
        "translations",
        "a text of the panel that a script puts together",
        in_every_language("config_panel/common/tab_new", "New"),
        "",
    ),
    Mutation("translations", "texts of a step's sections", put(EN, "options/step/settings/sections", {}), ""),
    Mutation("actions", "a target for all", put(SERVICES, "calibrate/target", None), ""),
    Mutation(
        "icons", "of a state", put(ICONS, "entity/sensor/reconnects/state", {"x": "mdi:connection-off"}), ""
    ),
    Mutation(
        "code", "an entry of any integration", more_code("room/new.py", "def f(x: ConfigEntry[Any]): ..."), ""
    ),
    Mutation(
        "code",
        "a platform's own import",
        more_code("room/new.py", "import homeassistant.components.light"),
        "",
    ),
)
