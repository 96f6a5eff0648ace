"""Names and defaults that several modules share."""

import logging
from enum import StrEnum
from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "ipcom"
LOGGER: Final = logging.getLogger(__package__)
INTEGRATION_TITLE: Final = "IPCom"
MANUFACTURER: Final = "AnB/Rimex"

PLATFORMS: Final = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.COVER,
    Platform.EVENT,
    Platform.FAN,
    Platform.LIGHT,
    Platform.SENSOR,
    Platform.SIREN,
    Platform.SWITCH,
    Platform.VALVE,
]

DEFAULT_PORT: Final = 5000

# The entry
CONF_BUS: Final = "bus"
CONF_BUS_TYPE: Final = "bus_type"
CONF_SECOND_HOST: Final = "second_host"
"""The same gateway from elsewhere, as over a router's forwarded port; used while the first does not answer."""
CONF_SECOND_PORT: Final = "second_port"
CONF_YAML_SOURCE: Final = "yaml_source"
"""`host:port` of the block in configuration.yaml that became the entry; a block is imported once."""
CONF_PROVEN: Final = "proven"
"""Whether the credentials have worked; a refusal may then mean that the gateway still holds a session."""
CONF_COMMANDS_WORK: Final = "commands_work"
"""Whether a command was ever confirmed; until then the bus type may be wrong."""
CONF_CLI_PATH: Final = "cli_path"
"""The path of the earlier integration's command line; its devices.yaml lies beside it."""

EVENT_OUTSIDE_CHANGE: Final = "ipcom_outside_change"
"""The event before outputs change that nothing in Home Assistant commanded."""

# Options of the entry
CONF_POLL_INTERVAL: Final = "poll_interval_ms"
CONF_KEEP_ALIVE: Final = "keep_alive_s"
CONF_FALLBACK_INTERVAL: Final = "fallback_interval_s"
CONF_FULL_ON: Final = "full_brightness_on"
CONF_WALL_PRESSES: Final = "wall_presses"
"""Whether each mapped thing has an event for presses at the wall; changed at run time, without a reload."""
DEFAULT_POLL_INTERVAL_MS: Final = 350
DEFAULT_KEEP_ALIVE_S: Final = 30
DEFAULT_FALLBACK_INTERVAL_S: Final = 10
FALLBACK_RANGE_S: Final = (2, 600)

# A mapped output or cover
CONF_MODULE: Final = "module"
CONF_OUTPUT: Final = "output"
CONF_KIND: Final = "kind"
CONF_KEY: Final = "key"
CONF_OBJECT_ID: Final = "object_id"
CONF_UP_MODULE: Final = "up_module"
CONF_UP_OUTPUT: Final = "up_output"
CONF_DOWN_MODULE: Final = "down_module"
CONF_DOWN_OUTPUT: Final = "down_output"
CONF_TILT_UP_MODULE: Final = "tilt_up_module"
CONF_TILT_UP_OUTPUT: Final = "tilt_up_output"
CONF_TILT_DOWN_MODULE: Final = "tilt_down_module"
CONF_TILT_DOWN_OUTPUT: Final = "tilt_down_output"
CONF_DEVICE_CLASS: Final = "device_class"
CONF_ICON: Final = "icon"
CONF_ROOM: Final = "room"
"""The name of its room as imported; the device gets the area of that name when it is made, and keeps its own later."""
CONF_PULSE: Final = "pulse"
"""Seconds for which an impulse is on."""
CONF_WATTS: Final = "watts"
"""What it draws while it is on; a dimmer at full."""
CONF_ENERGY: Final = "energy"
"""Whether its energy is counted."""
DEFAULT_PULSE_S: Final = 0.5

# Options of a cover, in seconds unless the name says otherwise
CONF_TRAVEL_UP: Final = "travel_time_up"
CONF_TRAVEL_DOWN: Final = "travel_time_down"
CONF_START_DELAY: Final = "start_delay"
CONF_STOP_LAG: Final = "stop_lag"
CONF_OVERRUN_PERCENT: Final = "overrun_percent"
CONF_OVERRUN: Final = "overrun"
CONF_PAUSE: Final = "pause"
CONF_TILT_TIME: Final = "tilt_time"
CONF_TILT_MODEL: Final = "tilt_model"
"""What turns its slats; absent for the first part of each travel."""
CONF_FULL_RUN_FIRST: Final = "full_run_first"
CONF_TYPICAL_TIME: Final = "typical_travel_time"
"""What an import asks for: a guess at the travel times of all its new covers."""
CONF_TIMES_GUESSED: Final = "times_guessed"
"""Whether its travel times are the typical ones that its owner gave for all covers, and not measured."""

SERVICE_SET_KNOWN_POSITION: Final = "set_known_position"
SERVICE_CALIBRATE: Final = "calibrate"
SERVICE_SET_POSITION_AND_TILT: Final = "set_position_and_tilt"
SERVICE_SET_OUTPUTS: Final = "set_outputs"
SERVICE_MOVE_TO_FAVOURITE: Final = "move_to_favourite"
SERVICE_EXPORT_DEVICES: Final = "export_devices"


class SubentryType(StrEnum):
    """The two types of subentries."""

    OUTPUT = "output"
    COVER = "cover"


class MappedKind(StrEnum):
    """What a mapped output switches."""

    LIGHT = "light"
    DIMMER = "dimmer"
    SWITCH = "switch"
    OUTLET = "outlet"
    IMPULSE = "impulse"
    """On for a moment: a door opener, a gate, a bell."""
    FAN = "fan"
    VALVE = "valve"
    SIREN = "siren"
    GATE = "gate"
    """One impulse relay that opens, stops and closes a gate in turn."""
