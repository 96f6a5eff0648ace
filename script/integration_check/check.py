"""All checks over one integration's folder."""

from __future__ import annotations

from pathlib import Path

from . import (
    brand,
    claims,
    code_keys,
    code_rules,
    icons,
    imports,
    library_codes,
    manifest,
    panel_texts,
    quality_scale,
    services,
    translations,
)
from .findings import Finding

_CHECKS = (
    manifest.check,
    translations.check,
    code_keys.check,
    panel_texts.check,
    library_codes.check,
    services.check,
    icons.check,
    quality_scale.check,
    claims.check,
    brand.check,
    imports.check,
    code_rules.check,
)


def check(folder: Path) -> list[Finding]:
    """Return everything that is wrong with the integration in `folder`."""
    return [finding for one in _CHECKS for finding in one(folder)]
