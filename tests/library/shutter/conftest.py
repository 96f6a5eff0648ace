"""The fixtures of this folder."""

from tests.library.shutter.shutter_rig import gateway, rig

__all__ = ["gateway", "rig"]
