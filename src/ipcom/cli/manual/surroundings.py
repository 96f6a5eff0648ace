"""The variables and files of the command line that are no option's."""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """A variable or a file, and what it is for."""

    name: str
    text: str


VARIABLES = (
    Named("IPCOM_PASSWORD", "The password at the gateway, if --password-file is not given."),
    Named("IPCOM_PASSWORD_FILE", "A file with the password in its first line, if IPCOM_PASSWORD is not set."),
    Named("IPCOM_PORTAL_PASSWORD", "The password of the account at the portal (ipcom devices import)."),
    Named("IPCOM_PORTAL_PASSWORD_FILE", "A file with it in its first line."),
    Named("NO_COLOR", "Anything but an empty text: no colours."),
    Named("XDG_CONFIG_HOME", "Where your configuration lies; ~/.config if not set."),
    Named("XDG_STATE_HOME", "Where commands keep notes; ~/.local/state if not set."),
)
"""Variables that no option reads. Those of the options are in the commands' own tree."""

FILES = (
    Named("./devices.yaml", "Which output is what, in the present folder."),
    Named("$XDG_CONFIG_HOME/ipcom/devices.yaml", "The same, where there is none in the present folder."),
    Named("$XDG_CONFIG_HOME/ipcom/config.toml", "Gateways by name, for --gateway."),
    Named("$XDG_STATE_HOME/ipcom/address-*.txt", "Where a gateway was reached by its name."),
    Named("$XDG_STATE_HOME/ipcom/devices-*.json", "A devices.yaml as it was last read, to start faster."),
    Named("$XDG_STATE_HOME/ipcom/covers-*.json", "Travel times and heights of shutters."),
    Named(
        "$XDG_STATE_HOME/ipcom/logins-*",
        "Which commands are logged in now: they hold the connection, where a gateway has only one.",
    ),
    Named(
        "$XDG_STATE_HOME/ipcom/runs-*",
        "What a command has switched on for a while: the next command ends what is left over.",
    ),
)
