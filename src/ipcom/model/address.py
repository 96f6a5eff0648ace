"""Where an output is: module 1 to 16, output 1 to 8."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import ConfigurationError
from .arguments import check_text, check_whole, quoted, wrong
from .mistakes import ArgumentMistake

MODULES = 16
"""Modules on a bus (docs/protocol.md, "Buses")."""
OUTPUTS_PER_MODULE = 8
"""Outputs of a module; a write always carries all of them."""
OUTPUTS = MODULES * OUTPUTS_PER_MODULE
"""Outputs on a bus."""
ADDRESS_FIX = "write OutputAddress(module, output), counted from 1"


@dataclass(frozen=True, slots=True, order=True)
class OutputAddress:
    """One output of one bus; both numbers count from 1. Raises `ConfigurationError` out of range."""

    module: int
    """1 to 16 (docs/protocol.md, "Buses")."""
    output: int
    """1 to 8 (docs/protocol.md, "Modules")."""
    index: int = field(init=False, repr=False, compare=False)
    """The place of this output among all of the bus, 0 to 127, as in the gateway's snapshot."""

    def __post_init__(self) -> None:
        module, output = self.module, self.output
        if type(module) is not int or not 1 <= module <= MODULES:
            raise _wrong(module, MODULES, ArgumentMistake.MODULE_NO_NUMBER, ArgumentMistake.NO_SUCH_MODULE)
        if type(output) is not int or not 1 <= output <= OUTPUTS_PER_MODULE:
            mistakes = ArgumentMistake.OUTPUT_NO_NUMBER, ArgumentMistake.NO_SUCH_OUTPUT
            raise _wrong(output, OUTPUTS_PER_MODULE, *mistakes)
        object.__setattr__(self, "index", (module - 1) * OUTPUTS_PER_MODULE + output - 1)

    @classmethod
    def from_index(cls, index: int) -> OutputAddress:
        """The address at `index` (0 to 127)."""
        return _ALL[check_whole("an output's index", index, 0, OUTPUTS - 1, f"use 0 to {OUTPUTS - 1}")]

    @classmethod
    def parse(cls, text: str) -> OutputAddress:
        """Read what `str()` writes: "3/4" is output 4 of module 3. Raises `ConfigurationError`."""
        check_text("an output", text, "write module/output, for example 3/4")
        module, slash, output = text.strip().partition("/")
        if not (slash and _is_number(module) and _is_number(output)):
            raise ConfigurationError(ArgumentMistake.OUTPUT_UNREADABLE(text=text))
        return cls(int(module), int(output))

    def __str__(self) -> str:
        return f"{self.module}/{self.output}"


def check_address(value: object) -> OutputAddress:
    """The value, if it is an `OutputAddress`."""
    if isinstance(value, OutputAddress):
        return value
    raise wrong("an output", value, ADDRESS_FIX)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3


def _wrong(
    number: object, highest: int, no_number: ArgumentMistake, no_such: ArgumentMistake
) -> ConfigurationError:
    if type(number) is not int:
        return ConfigurationError(no_number(value=quoted(number), highest=highest))
    return ConfigurationError(no_such(number=number, highest=highest))


_ALL = tuple(
    OutputAddress(module, output)
    for module in range(1, MODULES + 1)
    for output in range(1, OUTPUTS_PER_MODULE + 1)
)
