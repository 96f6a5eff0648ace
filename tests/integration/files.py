"""Files of devices that the tests import."""

from pathlib import Path

from homeassistant.core import HomeAssistant

SMALL = """\
lights:
  kitchen: {module: 3, output: 4, type: switch, display_name: "Kitchen"}
  living: {module: 6, output: 1, type: dimmer, display_name: "Living room"}
switches:
  coffee: {module: 4, output: 5, type: switch, display_name: "Coffee machine", graphic_type: Socket}
shutters:
  living_left_d: {module: 5, output: 1, type: switch, display_name: "Living left D",
                  relay_role: down, paired_device: living_left_m}
  living_left_m: {module: 5, output: 2, type: switch, display_name: "Living left M",
                  relay_role: up, paired_device: living_left_d}
"""

BROKEN = """\
lights:
  kitchen: {module: 33, output: 4, type: switch, display_name: "Kitchen"}
  office: {module: 2, output: 9, type: switch, display_name: "Office"}
"""


def write(hass: HomeAssistant, text: str, *folders: str) -> Path:
    """Put a devices.yaml into a folder below the configuration folder."""
    folder = Path(hass.config.path(*folders))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "devices.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def put_in_folder(hass: HomeAssistant, text: str) -> Path:
    """Put it where the flows look for it."""
    return write(hass, text, "ipcom")
