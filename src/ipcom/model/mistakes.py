"""What is said of a wrong argument: the sentences of `ConfigurationError`; pure."""

from __future__ import annotations

from ..sentence import Sentence


class ArgumentMistake(Sentence):
    """A value that cannot be used. What to write instead of a Python value is added where it is checked."""

    ARGUMENT_WRONG = "{argument} is {value}"
    NO_NUMBER = "{argument} is {value}", "write a number"
    NUMBER_TOO_LOW = "{argument} is {value}", "write a number of at least {low:g}"
    NUMBER_OUT_OF_RANGE = "{argument} is {value}", "write a number from {low:g} to {high:g}"
    NO_WHOLE_NUMBER = "{argument} is {value}", "write a whole number from {low} to {high}"
    SECRET_NO_TEXT = "the {argument} is {value}", "write a string"
    SECRET_UNSENDABLE = "the {argument} holds characters that cannot be sent", "write it anew, by hand"

    MODULE_NO_NUMBER = "A module is a whole number, not {value}: use 1 to {highest}."
    OUTPUT_NO_NUMBER = "An output is a whole number, not {value}: use 1 to {highest}."
    NO_SUCH_MODULE = "There is no module {number}: use 1 to {highest}."
    NO_SUCH_OUTPUT = "There is no output {number}: use 1 to {highest}."
    OUTPUT_UNREADABLE = '"{text}" is no output: write module/output, for example 3/4.'
    NO_SUCH_BUS = "Bus {value} does not exist: a gateway has bus 1 and bus 2."
    SNAPSHOT_SIZE_WRONG = "A snapshot of {size} values: a bus has {outputs}, one byte each."

    UP_AND_DOWN_SAME = "Shutter: up and down are both output {output}: give each direction its own relay."
    PAUSE_OUT_OF_RANGE = "Shutter {shutter}: a pause of {value} s is out of range: use {low} s or more."
    LONGEST_RUN_OUT_OF_RANGE = (
        "Shutter {shutter}: a longest run of {value} s is out of range:"
        " use more than 0 and up to {high:.0f} s."
    )

    NO_DEVICES = 'There is no device "{name}": no devices are known, load a devices.yaml.'
    NO_SUCH_DEVICE = 'There is no device "{name}". Known are: {known}.'
    NO_SUCH_DEVICE_BUT = 'There is no device "{name}". {near}'
    DEVICE_NAME_SHARED = '"{name}" is the name of {count} devices: use a key ({keys}).'

    TIMING_NO_NUMBER = "timing {timing} is {value}", "give a number above 0"
    TIMING_NO_WHOLE_NUMBER = "timing {timing} is {value}", "give a whole number above 0"
    TIMING_NO_STEPS = "timing {timing} is {value}", "give one or more numbers above 0, as a tuple"
    RETRY_TOO_SOON = "timing retry_after is {value}", "at least {low}"
    RECONNECT_SWAPPED = "timing reconnect_min is above reconnect_max", "swap them"


class HostMistake(Sentence):
    """A host or a port as a person typed it."""

    HOST_EMPTY = "the host is empty", "write a name or an IP address, for example 192.168.1.20"
    HOST_SCHEME = (
        "the host begins with {scheme}, but a gateway is reached by plain TCP",
        "write a name or an IP address, for example 192.168.1.20",
    )
    HOST_WITH_USER = "the host holds a user name", "give user name and password apart from the host"
    HOST_WITH_PATH = (
        "the host {host} has a path",
        "write a name or an IP address, for example 192.168.1.20",
    )
    HOST_NO_IPV6 = "{host} is no IPv6 address", "write for example fe80::1, or [fe80::1]:5000"
    HOST_NO_BRACKETED_IPV6 = (
        "{host} is no IPv6 address in brackets",
        "write for example [::1], or a name",
    )
    HOST_PORT_UNREADABLE = "{port} in the host {host} is no port", "use 1 to 65535, usually 5000"
    HOST_TWO_PORTS = "the host says port {port}, but the port is given as {other}", "give one of them"
    HOST_NAMELESS = (
        "the host {host} has no name",
        "write a name or an IP address, for example 192.168.1.20",
    )
    HOST_NO_IPV4 = (
        "{host} is no IP address",
        "write four numbers from 0 to 255, for example 192.168.1.20",
    )
    HOST_NO_NAME = "{host} is no host name", "write a name or an IP address, for example 192.168.1.20"
