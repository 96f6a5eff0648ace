"""What is said of a devices.yaml: mistakes and warnings; pure."""

from __future__ import annotations

from ...sentence import Sentence

_NO_TEXT = 'write {name}: "{_quoted}"'
_NUMBER = "write {name}: 1 to {highest}, without quotes"
_UNKNOWN_CHOICE = "{name} is {found}, which is none of {known}"
_TWICE = "rename or delete one"
_OTHER_RELAY = "write the key of the shutter's other relay"


class FileMistake(Sentence):
    """A mistake in a file, and what to write instead; `found` is what stands there, `name` a property."""

    # The file
    FILE_MISSING = "there is no such file", "check the path, or create the file"
    FILE_IS_DIRECTORY = "this is a directory", "name the file inside it, for example devices.yaml"
    FILE_IS_PIPE = "this is a pipe, not a file", "name a file; nothing was read"
    FILE_FORBIDDEN = "no permission to read it", "try: chmod u+r {path}"
    FILE_UNREADABLE = "it cannot be read: {_error}", "check the path and the disk"
    FILE_TOO_LARGE = (
        "it is larger than {kilobytes} kB",
        "a devices.yaml has 128 outputs at most; check that this is the right file",
    )
    FILE_NOT_UTF8 = "it is not UTF-8 text (byte 0x{byte})", "save it as UTF-8 in the editor"
    FILE_EMPTY = "the file is empty", "write at least one device, for example under lights:"

    # YAML
    CHARACTER_FORBIDDEN = "a character that YAML does not allow", "delete it and type it again"
    NO_YAML = (
        "this is not YAML: {_error}",
        "check indentation, colons and quotes on this line and the one above",
    )
    INDENTED_OTHERWISE = (
        "this line does not begin in the same column as those that belong to it",
        "begin all keys of a section in one column, and all properties of a device in one further right",
    )
    SECOND_DOCUMENT = "a second document begins here", "delete the line of three dashes: a file has one house"
    TABS = "this is not YAML: {_error}", "indent with spaces, YAML takes no tabs"
    NO_SECTIONS = "this is not a list of sections", "begin with lights:, switches: or shutters:"
    TOO_DEEP = (
        "it is nested more than {limit} levels deep",
        "a device is three levels deep: section, key, properties",
    )
    ALIASES_REPEAT = "its aliases repeat too much", "write the devices out, without << and *"
    MERGE_WRONG = "<< names {found}", "write << and an alias, for example <<: *name"

    TAG_UNKNOWN = "{tag} is not known here", "write here what it stands for"

    # Keys
    KEY_NO_TEXT = "{_what} is {found}, not text", 'write {_what}: "{_quoted}"'
    KEY_EMPTY = "a device has an empty key", "give it a name, for example kitchen:"
    KEY_OF_ANOTHER_OUTPUT = (
        'key "{key}" is the name of an output, but this device is on {module}/{output}',
        "rename it, or correct module and output: on the command line {key} is always that output",
    )
    KEY_USED = (
        'key "{key}" is already used in {category} on line {line}',
        "rename one, keys are the names on the command line",
    )
    KEY_TWICE = 'key "{key}" is there twice, first on line {first}; line {used} counts', _TWICE
    PROPERTY_TWICE = 'property "{key}" is there twice, first on line {first}; line {used} counts', _TWICE
    SECTION_TWICE = 'section "{key}" is there twice, first on line {first}; both count', _TWICE
    SECTION_UNKNOWN = 'unknown section "{name}"', "known are {known}"
    SECTION_UNKNOWN_BUT = 'unknown section "{name}"', "{near}"
    PROPERTY_UNKNOWN = 'unknown property "{name}"', "known are {known}"
    PROPERTY_UNKNOWN_BUT = 'unknown property "{name}"', "{near}"

    # Values
    SECTION_NO_DEVICES = (
        "{section} is {found}, not devices",
        "write each device as key: and its properties below, without dashes",
    )
    NO_DEVICE = "{key} is {found}, not a device", "write module:, output: and type: below {key}:"
    NO_TEXT = "{name} is {found}, not text", _NO_TEXT
    TEXT_UNPRINTABLE = "{name} has characters that cannot be shown", "delete them and type it again"
    NO_OUTPUT_NUMBER = "{name} is {found}, not a whole number", _NUMBER
    OUTPUT_NUMBER_QUOTED = "{name} is {found} in quotes", "write {name}: {found}"
    OUTPUT_NUMBER_OTHERWISE = "{name} {written} would be read as {number}", "write {name}: {fix}"
    OUTPUT_NUMBER_TOO_HIGH = "{name} {number} does not exist", _NUMBER
    NO_NUMBER_OF_RANGE = (
        "{name} is {found}, not a number of that range",
        "write {name}: {low:g} to {high:g}, without a unit",
    )
    NO_FLAG = "{name} is {found}, not true or false", "write {name}: true"
    CHOICE_UNKNOWN = _UNKNOWN_CHOICE, "write {name}: {_choices}"
    CHOICE_UNKNOWN_BUT = _UNKNOWN_CHOICE, "{near}"
    CHOICE_SPELT_OTHERWISE = _UNKNOWN_CHOICE, "write {name}: {word}"
    MODULE_MISSING = "{key} has no module", "add module: 1 to {highest}"
    OUTPUT_MISSING = "{key} has no output", "add output: 1 to {highest}"
    TYPE_MISSING = "{key} has no type", "add type: switch, light or dimmer"
    SHUTTERS_ONLY = "{name} belongs to shutters only", "move the device to shutters:"

    # Outputs and shutters
    BOTH_RELAYS_ON_ONE_OUTPUT = (
        "both relays of the shutter {key}/{other} are on module {module} output {output}",
        "give each direction its own output",
    )
    OUTPUT_USED = (
        "module {module} output {output} is already used by {other} on line {line}",
        "correct the module or output of one of them",
    )
    RELAY_OF_OTHER_TYPE = "shutter relay {key} is of type {type}", "write type: switch"
    ROLE_MISSING = "{key} has no relay_role", "add relay_role: up or down"
    PARTNER_MISSING = (
        "{key} has no paired_device",
        "add paired_device: and the key of the shutter's other relay",
    )
    PARTNER_ELSEWHERE = 'paired_device "{other}" is under {category}', "move it to shutters:"
    PARTNER_UNKNOWN = 'paired_device "{other}" does not exist', _OTHER_RELAY
    PARTNER_UNKNOWN_BUT = 'paired_device "{other}" does not exist', "{near}"
    PAIRED_WITH_ITSELF = "{key} is paired with itself", "write the key of the other relay"
    PARTNER_NAMES_ANOTHER = (
        "{key} names {other} as its pair, but {other} names {third}",
        "write paired_device: {key} under {other} (line {line})",
    )
    PARTNER_HAS_PAIR = (
        "{key} names {other} as its pair, but {other} and {third} are a pair already",
        "correct paired_device of {key}",
    )
    PARTNER_NAMES_NONE = (
        "{key} names {other} as its pair, but {other} names nobody",
        "write paired_device: {key} under {other} (line {line})",
    )
    SAME_ROLE_TWICE = (
        "both relays of the shutter {key}/{other} are {role}",
        "one is up, the other down",
    )
