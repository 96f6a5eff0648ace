"""The fixtures of this folder."""

from shutter_rig import gateway, rig

__all__ = ["gateway", "rig"]
