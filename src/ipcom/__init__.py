"""Live control of a house behind an IPCom gateway.

    LAMP = OutputAddress(3, 4)
    kinds = {LAMP: OutputKind.RELAY}
    async with IPComClient("192.168.1.20", username="...", password="...", kinds=kinds) as client:
        await client.set_output(LAMP, 255)

The same without `await`, for scripts and threads: `ipcom.blocking`. The public names stand in
`public.py`; everything else may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .public import *

    __all__: list[str]
else:

    def __getattr__(name: str) -> object:
        """Import the public names when the first of them is used: asyncio and YAML take a tenth of a second."""
        if name.startswith("_") and name != "__all__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        _load()
        try:
            return globals()[name]
        except KeyError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None

    def __dir__() -> list[str]:
        _load()
        return sorted(globals())

    def _load() -> None:
        from importlib import import_module

        found = vars(import_module(".public", __name__))
        public = {name: value for name, value in found.items() if name[0].isalpha()}
        globals().update(public, __all__=[*public, "__version__"])
