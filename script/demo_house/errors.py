"""What goes wrong with the demo."""

from __future__ import annotations


class DemoError(RuntimeError):
    """The demo cannot go on; the message is for the person who started it."""
