"""What the panel in Home Assistant and the simulator's page share: scripts for a browser, and no code in Python."""

from pathlib import Path

WEB_FOLDER = Path(__file__).parent
"""Where the scripts lie."""
