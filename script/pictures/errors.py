"""What goes wrong when taking pictures."""

from __future__ import annotations


class PictureError(RuntimeError):
    """A picture cannot be taken; the message is for the person who asked for it."""
