"""A pytest plugin for a Home Assistant that is newer than the test plugin: it keeps names where that one looks.

`python -m pytest -p tests.newer_home_assistant`. Home Assistant is imported here before any other plugin, because it
puts `httpx2` and `probatio` in the place of `httpx` and `voluptuous`, which must not be imported before.
A name moves here when it moves in Home Assistant; what the test plugin's next release knows itself goes away.
"""

from importlib import import_module

MOVED = {
    "homeassistant.components.logger": ("homeassistant.components.logger.helpers", "_clear_logger_overwrites")
}
"""Where the test plugin looks: where the name is today, and which one it is."""

for place, (home, name) in MOVED.items():
    module = import_module(place)
    if not hasattr(module, name):
        setattr(module, name, getattr(import_module(home), name))
