"""The command `ipcom` itself: the list of its commands, and the end of each run."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from .commands_base import Group
from .console.exit_codes import ExitCode
from .console.failures import report, wants_json
from .console.output import OutputLost, ReaderLeft, form, write_note
from .console.running import Terminated, suspend

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "status": ".commands.status:status",
    "list": ".commands.listing:list_devices",
    "on": ".commands.switching:on",
    "off": ".commands.switching:off",
    "toggle": ".commands.switching:toggle",
    "pulse": ".commands.pulse:pulse",
    "dim": ".commands.dim:dim",
    "scene": ".commands.scene:scene",
    "cover": ".commands.cover:cover",
    "watch": ".commands.watch:watch",
    "check": ".commands.check:check",
    "record": ".commands.record:record",
    "devices": ".commands.devices:devices",
    "gateways": ".commands.gateways:gateways",
    "completion": ".commands.completion:completion",
    "man": ".commands.man:man",
    "bridge": ".commands.bridge:bridge",
    "simulate": ".commands.simulate:simulate",
    "demo": ".commands.demo:demo",
}


@click.command(
    cls=Group,
    lazy=COMMANDS,
    top=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(None, "-V", "--version", package_name="ipcom", message="%(prog)s %(version)s")
def ipcom() -> None:
    """Control a house behind an IPCom gateway.

    No gateway at hand? Try: ipcom demo
    """


def root_context() -> click.Context:
    """Return the context of `ipcom` itself, from which all its commands are reached."""
    return click.Context(ipcom, info_name="ipcom", **ipcom.context_settings)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Errors are written to stderr."""
    form.as_json = wants_json(arguments)
    if "_IPCOM_COMPLETE" in os.environ:
        import_module(".completion.shells", __package__).register()
    try:
        result = ipcom.main(list(arguments), prog_name="ipcom", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except Terminated as ended:
        return _after(ended)
    except ReaderLeft:
        return _discard_output()
    except OutputLost as lost:
        _discard_output()
        return report(lost.why, as_json=form.as_json)
    except Exception as error:  # noqa: BLE001 - users get a message instead of a traceback
        return report(error, as_json=form.as_json)
    return result if isinstance(result, int) else ExitCode.DONE


def _after(ended: Terminated) -> int:
    """Return the exit code; at Ctrl-Z only once the process is continued, since what was on is off by now."""
    if ended.suspends:
        write_note("Ctrl-Z ended the command. What was not seen off is named above.")
        suspend()
    return ended.exit_code


def _discard_output() -> int:
    """Send the rest of stdout to the null device: flushing it to a closed pipe at exit would print an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE
