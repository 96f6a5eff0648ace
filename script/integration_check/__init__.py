"""What Home Assistant's own checker would say about the integration, where that one cannot be run.

That one is `hassfest`; it is in no package, and the workflow runs it. Here are its rules for a custom integration, as
its source and the installed Home Assistant state them, and some of our own: every language is complete, every key has
a use, every field has a label. Selectors and targets are tried on the installed Home Assistant itself.
Only hassfest knows which icons there are, and looks into discovery (`zeroconf`, `dhcp` and so on), which we have not.
tests/script/integration_check tries each rule with a deliberate fault.
"""

from .check import check
from .findings import Finding
from .shares import shares

__all__ = ["Finding", "check", "shares"]
