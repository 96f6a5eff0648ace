"""What comes out of JSON; its shape is Home Assistant's affair."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = Any
Record: TypeAlias = dict[str, Any]
