"""The page of a simulated house: rooms, wall switches, messages and faults in a browser on this machine.

The only room of the simulator that needs aiohttp: `pip install ipcom[page]`. Nothing else of the library imports it but
`ipcom simulate --page`.
"""
