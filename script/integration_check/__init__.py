"""What Home Assistant's own checker would say about an integration, as far as this project needs it."""

from .check import check
from .findings import Finding

__all__ = ["Finding", "check"]
