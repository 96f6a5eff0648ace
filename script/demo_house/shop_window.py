"""What script/demo shows: a house that somebody lives in, until the person has seen enough."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack

from ipcom.model.address import OUTPUTS_PER_MODULE, OutputAddress
from ipcom.simulator import House
from ipcom.simulator.occupant import live

from .going_on import missing
from .home import Home, demo_home
from .login import PASSWORD, USER
from .options import Options

EVENING = {"living": 60, "kitchen": 255, "porch": 255, "bedroom": 25}
"""What is on at first, so that there is something to see; percent for dimmers, 255 is on."""

CURTAINS = {"living_left_u": 100.0, "living_right_u": 60.0, "bedroom_window_u": 20.0}


async def show(options: Options) -> int:
    """Show it; ends only by being cancelled."""
    print("Starting the house and Home Assistant: a few seconds.", flush=True)
    house = inhabited()
    async with demo_home(options, house) as home, AsyncExitStack() as stack:
        if not options.quiet:
            resident = asyncio.create_task(live(house, random.Random()), name="demo-resident")
            stack.callback(resident.cancel)
        print(_invitation(home, options), flush=True)
        while True:
            home.process.check()
            await asyncio.sleep(0.5)


def inhabited() -> House:
    """Build the demo house as people left it."""
    house = House.demo()
    for shutter in house.devices.shutters:
        house.world.shutters[shutter.pair].place(CURTAINS[shutter.key])
    for device in house.devices.outputs:
        if device.key in EVENING:
            _switch(house, device.address, EVENING[device.key])
    return house


def _switch(house: House, address: OutputAddress, value: int) -> None:
    first = address.index - address.output + 1
    values = bytearray(house.world.values()[first : first + OUTPUTS_PER_MODULE])
    values[address.output - 1] = value
    house.world.write(address.module, bytes(values))


def _invitation(home: Home, options: Options) -> str:
    resident = "nobody lives in it" if options.quiet else "somebody lives in it and uses the wall switches"
    return f"""
  Open  {home.address}
        user {USER}, password {PASSWORD}

  Beside it, Home Assistant's own dashboard of rooms and floors:
        {home.areas_address}

  The house itself, with its wall switches, its motors and its faults:
        {home.page.address}

  A simulated house behind a simulated gateway (port {home.gateway.port}): {resident}.
  Only this machine can reach them. Ctrl-C ends everything.{_what_is_missing(home)}"""


def _what_is_missing(home: Home) -> str:
    names = missing(home.fittings, home.house)
    if not names:
        return ""
    return f"\n\n  Not shown any more since an earlier run: {', '.join(names)}.\n  script/demo --fresh brings everything back."
