"""What happens in the house of `ipcom simulate --life`, as lines for a person or as JSON."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from ..simulator.house.history_reader import HistoryReader
from ..simulator.page.house_picture import output_names
from ..simulator.page.message_words import event_words
from .console.output import write_json, write_note
from .records import Record, declared_record

if TYPE_CHECKING:
    from ..simulator.house.house import House
    from ..simulator.house.world import OutputEvent

LOOK_S = 0.2
"""How often the house is looked at."""


async def tell_events(house: House, *, as_json: bool) -> None:
    """Tell everything that switches in the house, whoever did it. Never returns."""
    readers = {bus: HistoryReader(world) for bus, world in house.buses.items()}
    names = {bus: output_names(house, bus) for bus in house.buses}
    while True:
        await asyncio.sleep(LOOK_S)
        for bus, reader in readers.items():
            for event in reader.read():
                if as_json:
                    write_json(_record(house, bus, event), one_line=True)
                else:
                    write_note(f"{datetime.now().astimezone():%H:%M:%S}  {event_words(event, names[bus])}")


def _record(house: House, bus: int, event: OutputEvent) -> Record:
    return {
        "timestamp": datetime.now().astimezone().isoformat(timespec="milliseconds"),
        "bus": bus,
        "module": event.address.module,
        "output": event.address.output,
        "value": event.value,
        "cause": event.cause.value,
    } | declared_record(house.devices_by_bus[bus].at(event.address))
