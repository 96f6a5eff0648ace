"""Faults in the code, in what the quality scale says of it, and in the pictures."""

from tests.script.integration_check.mutation import QUALITY, code, drop, gone, more_code, picture, put

IN_CODE = (
    ("code", "no CONFIG_SCHEMA", code("__init__.py", r"^CONFIG_SCHEMA = ", "SCHEMA = "), "no CONFIG_SCHEMA"),
    (
        "code",
        "no runtime data",
        code("__init__.py", r"entry\.runtime_data = ", "data = "),
        "does not set entry.runtime",
    ),
    (
        "code",
        "no PARALLEL_UPDATES",
        code("cover.py", r"^PARALLEL_UPDATES = 0", ""),
        "cover.py: sets no PARALLEL",
    ),
    (
        "code",
        "PARALLEL_UPDATES without number",
        code("cover.py", r"(PARALLEL_UPDATES) = 0", r"\1 = None"),
        "sets no P",
    ),
    ("code", "a platform is not there", gone("switch.py"), "names the platform switch"),
    (
        "code",
        "a platform without set-up",
        code("cover.py", "def async_setup_entry", "def setup"),
        "has no async_setup",
    ),
    (
        "typed entry",
        "in set-up",
        code("cover.py", "entry: IPComConfigEntry", "entry: ConfigEntry"),
        "is not typed",
    ),
    ("typed entry", "no annotation", code("cover.py", "entry: IPComConfigEntry", "entry"), "is not typed"),
    (
        "typed entry",
        "in a class",
        code("coordinator.py", "config_entry: IPComConfigEntry", "config_entry: ConfigEntry"),
        "config_entry is an entry that is not typed",
    ),
    (
        "typed entry",
        "in a room",
        more_code("room/new.py", "def plan(entry: ConfigEntry) -> None: ..."),
        "room/new.py:2: plan takes an entry that is not typed",
    ),
    (
        "typed entry",
        "in a list",
        more_code("room/new.py", "def plan() -> list[ConfigEntry]: ..."),
        "plan returns an entry that is not typed",
    ),
    (
        "code key",
        "an exception in a room",
        more_code("room/new.py", 'HomeAssistantError(translation_domain="ipcom", translation_key="mystery")'),
        "room/new.py:2: mystery is not in exceptions",
    ),
    ("claim", "a rule left out", drop(QUALITY, "rules/devices"), "devices is missing"),
    ("claim", "a rule that is none", put(QUALITY, "rules/mystery", "done"), "mystery is no rule"),
    ("claim", "exempt without a reason", put(QUALITY, "rules/devices", "exempt"), "without a comment"),
    (
        "claim",
        "no second login",
        code("config_flow.py", "async_step_reauth\\b", "x"),
        "reauthentication-flow is said",
    ),
    (
        "claim",
        "no unloading",
        code("__init__.py", "def async_unload_entry", "def x"),
        "config-entry-unloading is said",
    ),
    ("claim", "no diagnostics", gone("diagnostics.py"), "diagnostics is said to be done"),
    (
        "claim",
        "a second entry for one gateway",
        code("config_flow.py", "_async_abort_entries_match", "_x"),
        "unique-config-entry is said",
    ),
    ("claim", "an answer that is none", put(QUALITY, "rules/devices", "perhaps"), "devices must be one of"),
    ("brand", "an icon of another size", picture("icon.png", 255, 256), "must be 256 x 256 pixels"),
    ("brand", "a logo too low", picture("logo.png", 400, 90), "the shorter side must be"),
    ("brand", "no picture", lambda folder: (folder / "brand/logo.png").write_bytes(b"GIF"), "is no PNG"),
    ("brand", "no icon", gone("icon.png"), "brand/icon.png: is missing"),
)
