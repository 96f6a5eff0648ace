"""What people command in a plan; each runs in the loop of the program."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING, Any

from ipcom.errors import ConfigurationError, InterlockError, IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DOOR, SHUTTERS, TIMED
from tests.library.proof.rules import Rule

if TYPE_CHECKING:
    from tests.library.proof.stage import Stage

HALTED_S = (5.0, 7.0, 9.0)


class CommandActs:
    """Does the commands of a plan, each by its own method."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def _shutter(self, name: str, verb: str, *arguments: float) -> None:
        pair, program = SHUTTERS[name], self._stage.program
        self._stage.referee.commanded(pair, stop=verb == "stop")
        self._stage.referee.tell(f"given: {verb} {name} {arguments}")
        shutter = program.shutters[pair]
        given = self._stage.ledger.give(
            program, f"{verb}{arguments} {pair}", obey(shutter, verb, arguments), pair=pair
        )
        self._stage.targets.given(given, shutter, verb, arguments)

    def neighbour(self, name: str, verb: str, *arguments: float) -> None:
        neighbour = self._stage.neighbour
        if neighbour is not None and neighbour.ready:
            shutter = neighbour.shutters[SHUTTERS[name]]
            neighbour.loop.call_soon(
                lambda: self._stage.ledger.give(
                    neighbour, f"neighbour's {verb}", obey(shutter, verb, arguments), pair=SHUTTERS[name]
                )
            )

    def open(self, name: str) -> None:
        self._shutter(name, "open_fully")

    def close(self, name: str) -> None:
        self._shutter(name, "close_fully")

    def stop(self, name: str) -> None:
        self._shutter(name, "stop")
        self._look_later(SHUTTERS[name])

    def _look_later(self, pair: ShutterPair) -> None:
        """After some seconds a person sees whether the shutter has stopped."""
        program, at = self._stage.program, self._stage.site.now
        for seconds in HALTED_S:
            self._stage.site.worlds.at(
                at + seconds, lambda: self._stage.ends.motors.judge_halted(program, pair, at)
            )

    def position(self, name: str, percent: float) -> None:
        self._shutter(name, "set_position", percent)

    def tilt(self, percent: float) -> None:
        self._shutter("blind", "set_tilt", percent)

    def known(self, name: str) -> None:
        pair = SHUTTERS[name]
        real = self._stage.site.world.shutters[pair].position
        if self._tell_position(pair, real):
            self._stage.targets.told(pair)

    def mistaken(self, name: str, percent: float) -> None:
        """A person tells a position that is wrong."""
        self._tell_position(SHUTTERS[name], percent)

    def _tell_position(self, pair: ShutterPair, percent: float) -> bool:
        """Whether the program takes it: not while both directions are on."""
        try:
            self._stage.program.shutters[pair].set_known_position(percent)
        except InterlockError:
            return False
        self._stage.watches[self._stage.program].positions.told(pair, percent)
        return True

    def taken_away(self, name: str) -> None:
        """Its owner removes a shutter from a program that goes on, and adds it again."""
        self._stage.program.spawn(self._renew(self._stage.program, SHUTTERS[name]))

    async def _renew(self, program: Program, pair: ShutterPair) -> None:
        began = self._stage.site.now
        self._stage.targets.closing(pair)
        await program.shutters[pair].close()
        self._stage.left_behind.closed(pair, program, began)
        await program.renew(pair)

    def leaves(self, name: str) -> None:
        """The person who measures a shutter leaves the page."""
        pair = SHUTTERS[name]
        measuring = (g for g in self._stage.ledger.open if g.pair == pair and g.max_run < inf)
        for given in measuring:
            given.given_up_at = self._stage.site.now
            given.task.cancel()

    def drive(self, name: str, motion: Motion) -> None:
        """As a program does that uses the client alone: the longest run is all that ends it."""
        pair = SHUTTERS[name]
        self._stage.referee.commanded(pair, stop=motion is Motion.OFF)
        if motion is Motion.OFF:
            self._look_later(pair)
        self._stage.referee.tell(f"given: drive {name} {motion}")
        self._stage.ledger.give(
            self._stage.program,
            f"drive {motion} {pair}",
            self._stage.program.client.drive(pair, motion),
            pair=pair,
        )

    def _set(self, values: dict[OutputAddress, int], **options: Any) -> None:
        self._stage.referee.tell(f"given: {values}")
        command = self._stage.program.client.set_outputs(values, **options)
        self._stage.ledger.give(self._stage.program, f"set {values}", command, values)

    def scene(self, values: tuple[tuple[OutputAddress, int], ...]) -> None:
        self._set(dict(values))

    def door(self) -> None:
        self._set({DOOR: 255})

    def stairs(self, value: int) -> None:
        self._set({TIMED: value})

    def undeclared(self, address: OutputAddress, value: int) -> None:
        if hasattr(self._stage.program.client, "pulse"):
            self._set({address: value}, undeclared=True)

    def pulse(self, address: OutputAddress, seconds: float) -> None:
        pulse = getattr(self._stage.program.client, "pulse", None)
        if pulse is not None:
            self._stage.referee.tell(f"given: pulse {address} {seconds}")
            given = self._stage.ledger.give(
                self._stage.program, f"pulse {address} {seconds}", pulse(address, seconds)
            )
            given.pulsed, given.pulse_s = address, seconds

    def cancel(self) -> None:
        given = self._stage.ledger.give_up()
        if given is not None:
            self._stage.referee.tell(f"given up: {given}")

    def calibrate(self, name: str, motion: Motion, max_run: float, arrives_after_s: float) -> None:
        """A person measures, says that it has arrived, and leaves."""
        pair, program = SHUTTERS[name], self._stage.program
        self._stage.referee.commanded(pair)
        measuring = measure(program.shutters[pair], motion, max_run, arrives_after_s)
        given = self._stage.ledger.give(program, f"calibrate {motion} {pair}", measuring, pair=pair)
        given.max_run = max_run
        self._stage.targets.given(given, program.shutters[pair], "calibrate", ())

    def forbidden(self, address: OutputAddress) -> None:
        """An undeclared output, without saying so, or a shutter's relay as an output."""
        self._stage.program.spawn(self._try_forbidden(address))

    async def _try_forbidden(self, address: OutputAddress) -> None:
        self._stage.referee.meet(Rule.REFUSED)
        try:
            await self._stage.program.client.set_output(address, 255)
        except (ConfigurationError, InterlockError):
            return
        except IPComError as error:
            self._stage.referee.blame(Rule.REFUSED, f"{address} was tried: {error}")
            return
        self._stage.referee.blame(Rule.REFUSED, f"{address} was switched on")


async def obey(shutter: Shutter, verb: str, arguments: tuple[float, ...]) -> Result:
    """Do what a person asks of a shutter, and wait until it has ended."""
    await getattr(shutter, verb)(*arguments)
    return await shutter.wait_settled()


async def measure(shutter: Shutter, motion: Motion, max_run: float, arrives_after_s: float) -> float:
    """Say "start", and after a while "it has arrived"; returns what was measured."""
    async with shutter.calibration(max_run) as calibration:
        await calibration.start(motion)
        await asyncio.sleep(arrives_after_s)
        return await calibration.arrived()
