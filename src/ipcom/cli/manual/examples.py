"""The examples of each command. tests/script/test_examples.py runs each of them in a simulated house."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """One line to type, and what it is good for."""

    line: str
    text: str


EXAMPLES: dict[str, tuple[Example, ...]] = {
    "ipcom": (
        Example("ipcom --host 192.168.1.20 --username demo status", "asks for the password"),
        Example("ipcom on kitchen", "with IPCOM_HOST and IPCOM_USERNAME set"),
        Example("ipcom --gateway holiday-home status", "one of config.toml"),
        Example("ipcom demo", "a house to look at, without hardware"),
    ),
    "ipcom status": (
        Example("ipcom status", "all devices"),
        Example('ipcom status kitchen "Living left"', "two of them"),
        Example("ipcom status --on", "only what is on"),
        Example("ipcom status --json", "for a script"),
    ),
    "ipcom list": (
        Example("ipcom list", "names, keys and outputs"),
        Example("ipcom list --json", "for a script"),
    ),
    "ipcom on": (
        Example('ipcom on kitchen "Dining table"', "by key, and by name"),
        Example("ipcom on 3/4", "by module and output"),
        Example("ipcom on 2/5 --undeclared --seconds 2", "not in devices.yaml"),
    ),
    "ipcom off": (
        Example("ipcom off kitchen hall", "two at once"),
        Example("ipcom off 2/5", "any output but a shutter's"),
        Example("ipcom off --all --dry-run", "all lights; what would be sent"),
    ),
    "ipcom toggle": (Example("ipcom toggle hall", "on if it is off, off if it is on"),),
    "ipcom pulse": (
        Example("ipcom pulse 2/5", "half a second"),
        Example("ipcom pulse 2/5 --seconds 2", "longer"),
    ),
    "ipcom dim": (
        Example("ipcom dim living bedroom 40", "both to 40 %"),
        Example("ipcom dim living -10", "darker by 10 %"),
        Example('ipcom dim "Living room" 0', "off"),
    ),
    "ipcom scene": (
        Example("ipcom scene evening.yaml", "what the file says of each output"),
        Example("ipcom scene evening.yaml --dry-run", "what would be sent"),
    ),
    "ipcom cover": (
        Example('ipcom cover open "Living left"', "until its motor is off"),
        Example("ipcom cover stop living_left_u", "by the key of a relay"),
    ),
    "ipcom cover open": (
        Example('ipcom cover open "Living left"', "until its motor is off"),
        Example("ipcom cover open living_left_u --seconds 1", "a little"),
    ),
    "ipcom cover close": (
        Example("ipcom cover close --all", "all shutters of devices.yaml"),
        Example("ipcom cover close living_left_u --seconds 1", "a little"),
    ),
    "ipcom cover stop": (Example('ipcom cover stop "Living left"', "whoever set it moving"),),
    "ipcom cover position": (
        Example('ipcom cover position "Living left" 40', "to 40 %"),
        Example("ipcom cover position --all 40 --exact", "all, by way of an end"),
    ),
    "ipcom cover status": (
        Example("ipcom cover status", "all shutters"),
        Example('ipcom cover status "Living left" --json', "one, for a script"),
    ),
    "ipcom cover calibrate": (
        Example('ipcom cover calibrate "Living left"', "measures; press Enter at each end"),
        Example("ipcom cover calibrate living_left_u --up 21 --down 19.5", "times that you know"),
    ),
    "ipcom watch": (
        Example("ipcom watch", "until Ctrl-C"),
        Example("ipcom watch kitchen --seconds 1", "of one device"),
        Example("ipcom watch --json --count 1", "the state and the next change, for a script"),
    ),
    "ipcom check": (
        Example("ipcom check", "ten seconds"),
        Example("ipcom check --write-test hall", "switches the hall and restores it"),
        Example("ipcom check --report report.json --seconds 30", "a file to send to who helps"),
    ),
    "ipcom record": (
        Example("ipcom record conversation.jsonl", "until Ctrl-C"),
        Example("ipcom record short.jsonl --seconds 2", "two seconds"),
    ),
    "ipcom devices": (
        Example("ipcom devices validate", "the devices.yaml in use"),
        Example("ipcom devices import", "asks the vendor's portal"),
    ),
    "ipcom devices validate": (
        Example("ipcom devices validate", "the devices.yaml in use"),
        Example("ipcom devices validate house.yaml --json", "another file, for a script"),
    ),
    "ipcom devices schema": (Example("ipcom devices schema > devices.schema.json", "for an editor"),),
    "ipcom devices import": (
        Example("ipcom devices import --portal-username me@example.org", "writes devices.yaml"),
        Example("ipcom devices import new.yaml --site Villa", "one of several houses"),
    ),
    "ipcom gateways": (
        Example("ipcom gateways", "their names and addresses"),
        Example("ipcom gateways --json", "for a script"),
    ),
    "ipcom completion": (
        Example('eval "$(ipcom completion bash)"', "a line for ~/.bashrc"),
        Example('eval "$(ipcom completion zsh)"', "a line for ~/.zshrc, after compinit"),
        Example("ipcom completion fish > ipcom.fish", "in ~/.config/fish/completions"),
    ),
    "ipcom man": (
        Example("ipcom man", "the page of ipcom"),
        Example("ipcom man cover open", "the page of a command"),
        Example("ipcom man on > ipcom-on.1", "its source, for man -l"),
    ),
    "ipcom bridge": (
        Example("ipcom bridge --broker mqtt://192.168.1.30 --check", "tries all of it first"),
        Example("ipcom bridge --broker mqtt://192.168.1.30", "until Ctrl-C"),
        Example("ipcom bridge --broker mqtt://192.168.1.30 --house villa", "below ipcom/villa/"),
        Example("ipcom bridge --broker mqtt://192.168.1.30 --metrics 9464", "with figures for Prometheus"),
    ),
    "ipcom simulate": (
        Example("ipcom simulate --life", "a house in which somebody lives"),
        Example("ipcom simulate --port 0 --page 0", "in a browser, too"),
        Example("ipcom simulate --fault split --fault ignore_writes=20", "with mistakes"),
        Example("ipcom simulate --faults", "which mistakes there are"),
        Example("ipcom simulate --replay conversation.jsonl", "what was recorded"),
    ),
    "ipcom demo": (
        Example("ipcom demo", "until Ctrl-C"),
        Example("ipcom demo --check", "ten seconds, and exit code 0 if all works"),
    ),
}
"""By the path of the command, as it is typed."""
