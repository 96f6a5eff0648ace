"""What became of a press at the wall on an output beside the one that was commanded."""

from __future__ import annotations

from dataclasses import dataclass

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress

from .farm import Site

SLACK_S = 0.03
"""A frame may be planned from a read that was asked for two round trips and this long before it leaves."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press: `before_frame_s` is how long before the frame it was made; None: after every frame."""

    at: float
    before_frame_s: float | None
    undone: bool
    round_trip_s: float
    third_read: bool = False
    """Whether the frame left from a third read, older than the rule; such frames are counted apart."""

    @property
    def seen(self) -> bool:
        """Whether it was made so long before the frame that no frame may undo it."""
        return self.early and not self.third_read

    @property
    def early(self) -> bool:
        """Whether it was made more than two round trips and 30 ms before the frame came."""
        return self.before_frame_s is not None and self.before_frame_s > 2 * self.round_trip_s + SLACK_S


class Observer:
    """Plans a press on one output of a gateway and finds out whether a frame undid it."""

    def __init__(self, site: Site, client: IPComClient, output: OutputAddress, round_trip_s: float) -> None:
        self._site = site
        self._client = client
        self._output = output
        self._round_trip_s = round_trip_s
        self._before = False
        self._planned_for = 0.0
        self._third_reads = 0

    async def plan(self, moment: float) -> None:
        """Let it be pressed at `moment` (monotonic), in the gateway's own process."""
        self._before = await self._is_on()
        self._planned_for = moment
        self._third_reads = self._client.statistics.third_reads
        await self._site.ask("press", module=self._output.module, output=self._output.output, at=moment)

    async def judge(self) -> Press:
        """Tell what became of it; only after the press and after every frame."""
        at = min(await self._site.ask("presses", since=self._planned_for - 0.01))
        frames = [
            (taken_at, bytes.fromhex(values))
            for taken_at, module, values in await self._site.ask("writes", since=at)
            if module == self._output.module
        ]
        undone = (await self._is_on()) is self._before
        culprits = [taken_at for taken_at, values in frames if self._shows(values) is self._before]
        decisive = culprits[:1] if undone else [taken_at for taken_at, _ in frames[:1]]
        return Press(
            at,
            decisive[0] - at if decisive else None,
            undone,
            self._round_trip_s,
            self._client.statistics.third_reads > self._third_reads,
        )

    def _shows(self, values: bytes) -> bool:
        return values[self._output.output - 1] > 0

    async def _is_on(self) -> bool:
        value = await self._site.ask("value", module=self._output.module, output=self._output.output)
        return bool(value)
