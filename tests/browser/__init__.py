"""The panel and Home Assistant's forms in a real browser, before a real Home Assistant on a simulated gateway.

The simulator runs in the test's own loop, beside the browser's remote control: a test presses a switch by calling the
house. Everything that a person would do is done by real pointer and key events.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "script"))
