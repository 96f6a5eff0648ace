"""What surrounds everything that a command switches on for a while and has to switch off again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .console.output import write_note
from .console.running import ended_before_suspension
from .run_notes import RunNotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..client.client import IPComClient
    from ..client.status import ConnectionStatus
    from ..model.address import OutputAddress
    from .settings import Settings


UNNOTED = "this run cannot be noted on disk. If this program is killed, stop it at the wall."


class MotorRun:
    """What one command has switched on, or is about to."""

    def __init__(self, client: IPComClient, outputs: Sequence[OutputAddress]) -> None:
        self._client = client
        self._outputs = outputs
        self.gave_way = False
        """Whether a newer command or a person has taken over: what is on now is theirs, and goes on."""

    def is_over(self) -> bool:
        """Whether nothing of it is left on. Without a link that is not known."""
        if not self._client.connection.online:
            return False
        return self.gave_way or not any(self._client.observed.is_on(output) for output in self._outputs)


@contextmanager
def motor_run(
    client: IPComClient, settings: Settings, name: str, outputs: Sequence[OutputAddress]
) -> Iterator[MotorRun]:
    """Note the run on disk, end it before Ctrl-Z suspends the process, and say at once when the link is lost."""
    motor = MotorRun(client, outputs)
    unsubscribe = client.subscribe_connection(LinkNews(name).tell)
    try:
        with ended_before_suspension(), RunNotes.of(settings).noted(name, outputs, motor.is_over) as is_noted:
            if not is_noted:
                write_note(f"{name}: {UNNOTED}")
            yield motor
    finally:
        unsubscribe()
        if not motor.is_over():
            write_note(f"{name} was not seen off: switch it off at the wall; or the next command stops it.")


class LinkNews:
    """Tells the user what a lost link means for what is switched on."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._is_lost = False

    def tell(self, status: ConnectionStatus) -> None:
        """Say once that the link is lost, and once that it is back."""
        if status.online and self._is_lost:
            write_note(f"{self._name}: the link is back.")
        elif status.reason and not status.online and not self._is_lost and not _is_closed(status):
            write_note(
                f"{self._name}: the link to the gateway is lost while it may be on. Stop it at the wall if it must"
                " not go on; it is stopped from here as soon as the link is back."
            )
        self._is_lost = not status.online


def _is_closed(status: ConnectionStatus) -> bool:
    return status.state.value == "closed"
