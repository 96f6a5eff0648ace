"""Texts that are missing or not as they must be, in English and in another language."""

from tests.script.integration_check.mutation import EN, drop, gone, in_another_language, put

IN_TEXTS = (
    (
        "missing",
        "a sentence of the panel",
        drop(EN, "config_panel/thing/name"),
        "thing.name is not in config_panel",
    ),
    (
        "unused",
        "a sentence of the panel",
        put(EN, "config_panel/thing/forgotten", "Forgotten."),
        "config_panel.thing.forgotten is used by no script",
    ),
    (
        "unused",
        "a placeholder of the panel",
        put(EN, "config_panel/thing/name", "Name of {nothing_fills_this}"),
        "no code fills {nothing_fills_this}",
    ),
    (
        "missing",
        "an exception's text",
        drop(EN, "exceptions/no_update/message"),
        "no_update.message is missing",
    ),
    (
        "missing",
        "an exception",
        drop(EN, "exceptions/credentials_missing"),
        "credentials_missing is not in exceptions",
    ),
    ("missing", "a step", drop(EN, "config/step/reconfigure"), "reconfigure is not in config.step"),
    (
        "missing",
        "a step's title and description",
        put(EN, "config/step/user", {}),
        "needs a title or a description",
    ),
    (
        "missing",
        "a field's label",
        drop(EN, "options/step/settings/data/keep_alive_s"),
        "which it does not name",
    ),
    ("missing", "all labels of a field", drop(EN, "options/step/settings"), "keep_alive_s has no label"),
    ("missing", "an action's name", drop(EN, "services/calibrate/name"), "calibrate.name is missing"),
    (
        "missing",
        "an action's description",
        drop(EN, "services/calibrate/description"),
        "description is missing",
    ),
    (
        "missing",
        "a name of an action's field",
        drop(EN, "services/calibrate/fields/travel_time_up/name"),
        "travel_time_up.name is missing",
    ),
    (
        "missing",
        "a description of an action's field",
        drop(EN, "services/calibrate/fields/travel_time_up/description"),
        "travel_time_up.description is missing",
    ),
    ("missing", "an entity's name", drop(EN, "entity/sensor/reconnects/name"), "reconnects.name is missing"),
    (
        "missing",
        "an issue's title",
        drop(EN, "issues/both_relays_on/title"),
        "both_relays_on.title is missing",
    ),
    (
        "missing",
        "an issue's way out",
        drop(EN, "issues/both_relays_on/fix_flow"),
        "a description or a fix_flow",
    ),
    ("missing", "a subentry's kind", drop(EN, "config_subentries/cover/entry_type"), "entry_type is missing"),
    (
        "missing",
        "a subentry's button",
        drop(EN, "config_subentries/cover/initiate_flow"),
        "initiate_flow is missing",
    ),
    ("missing", "the steps of a flow", drop(EN, "options/step"), "options.step is missing"),
    ("missing", "the whole file", gone("en.json"), "translations/en.json: is missing"),
    (
        "text",
        "an address",
        put(EN, "config/error/invalid_auth", "See https://example.org/x"),
        "holds an address",
    ),
    ("text", "HTML", put(EN, "config/error/invalid_auth", "<b>No</b>"), "holds HTML"),
    ("text", "nothing", put(EN, "config/error/invalid_auth", ""), "invalid_auth must be a text"),
    ("text", "a number", put(EN, "config/error/invalid_auth", 5), "invalid_auth must be a text"),
    (
        "text",
        "a space at the end",
        put(EN, "config/error/invalid_auth", "No. "),
        "begins or ends with a space",
    ),
    (
        "text",
        "a reference",
        put(EN, "config/error/invalid_auth", "[%key:common::x%]"),
        "refers to another key",
    ),
    (
        "text",
        "a breakable space in French",
        put("translations/fr.json", "title", "IPCom !"),
        "title has a plain space beside a sign",
    ),
    (
        "text",
        "a quoted placeholder",
        put(EN, "exceptions/no_update/message", "l'{host}"),
        "a single quote before a placeholder",
    ),
    (
        "text",
        "a plural",
        put(EN, "exceptions/no_update/message", "{n, plural, one {x} other {y}}"),
        "plurals are not filled",
    ),
    ("text", "a format", put(EN, "exceptions/no_update/message", "{host name}"), "which is no name"),
    (
        "text",
        "an unknown placeholder",
        put(EN, "exceptions/no_update/message", "{hots}"),
        "no code fills {hots}",
    ),
    (
        "text",
        "half a pair of braces",
        put(EN, "exceptions/no_update/message", "{host"),
        "has braces that do not pair",
    ),
    (
        "text",
        "a placeholder in a state",
        put(EN, "selector/bus/options", {"1": "Bus {n}"}),
        "which nothing fills",
    ),
    ("text", "a key in capitals", put(EN, "exceptions/Refused", {"message": "x"}), "Refused is no key"),
)

IN_OTHER_LANGUAGES = (
    ("missing", "a text", in_another_language(drop(EN, "title")), "nl.json: title is missing"),
    (
        "unknown key",
        "that English lacks",
        in_another_language(put(EN, "x", "x")),
        "nl.json: x is not in en.json",
    ),
    (
        "text",
        "another placeholder",
        in_another_language(put(EN, "exceptions/no_update/message", "{hots}")),
        "has the placeholders ['hots'] instead of",
    ),
    ("text", "HTML", in_another_language(put(EN, "title", "<b>IPCom</b>")), "nl.json: title holds HTML"),
)
