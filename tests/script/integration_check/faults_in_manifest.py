"""Faults in the manifest, and in what its dependencies leave out."""

from tests.script.integration_check.mutation import MANIFEST, drop, more_code, put

IN_MANIFEST = (
    ("unknown key", "in the manifest", put(MANIFEST, "zzz", "x"), "zzz is not known"),
    ("manifest", "no version", drop(MANIFEST, "version"), "version is missing"),
    ("manifest", "a version that is none", put(MANIFEST, "version", "first"), "version must be one such as"),
    ("manifest", "no name", put(MANIFEST, "name", ""), "name must not be empty"),
    ("manifest", "another domain", put(MANIFEST, "domain", "ipcomm"), "domain must be ipcom"),
    ("manifest", "an unknown class", put(MANIFEST, "iot_class", "local_pull"), "iot_class must be one of"),
    (
        "manifest",
        "an unknown type",
        put(MANIFEST, "integration_type", "gateway"),
        "integration_type must be one of",
    ),
    ("manifest", "an owner without @", put(MANIFEST, "codeowners", ["me"]), "codeowners must begin with @"),
    ("manifest", "requirements", put(MANIFEST, "requirements", ["ipcom==1"]), "requirements must be empty"),
    ("manifest", "a text for a list", put(MANIFEST, "loggers", "ipcom"), "loggers must be a list of texts"),
    ("manifest", "a text for a truth value", put(MANIFEST, "config_flow", "yes"), "must be true or false"),
    ("manifest", "keys out of order", put(MANIFEST, "single_config_entry", True), "order must be"),
    ("manifest", "a tier", put(MANIFEST, "quality_scale", "gold"), "quality_scale is for integrations in"),
    (
        "address",
        "no address",
        put(MANIFEST, "documentation", "the readme"),
        "documentation must be an address",
    ),
    ("address", "without encryption", put(MANIFEST, "issue_tracker", "http://x.org"), "begins with https://"),
    (
        "address",
        "another page of Home Assistant",
        put(MANIFEST, "documentation", "https://www.home-assistant.io/docs"),
        "is below /integrations/",
    ),
    ("dependency", "that does not exist", put(MANIFEST, "dependencies", ["file_uplod"]), "does not exist"),
    (
        "dependency",
        "that is used and not declared",
        put(MANIFEST, "dependencies", []),
        "imports file_upload, which",
    ),
    (
        "dependency",
        "named twice",
        put(MANIFEST, "dependencies", ["http", "file_upload", "http"]),
        "is named twice",
    ),
    (
        "dependency",
        "before and after",
        put(MANIFEST, "after_dependencies", ["file_upload"]),
        "is both in dependencies and in after_dependencies",
    ),
    (
        "dependency",
        "used in a room",
        more_code("room/new.py", "from homeassistant.components.mqtt import client"),
        "room/new.py:2: imports mqtt, which",
    ),
    (
        "import",
        "a second door",
        more_code("room/new.py", "from ipcom import A"),
        "room/new.py:2: imports ipcom",
    ),
    ("import", "what is gone", more_code("light.py", "import voluptuous"), "use probatio"),
)
