"""The files that Home Assistant finds when it starts: its configuration, its port, our integration."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from .ports import LOOPBACK

CONFIGURATION = """\
homeassistant:
  name: Demo house
  unit_system: metric
  country: BE
  currency: EUR
  language: en
  time_zone: Europe/Brussels
  latitude: 50.85
  longitude: 4.35
  elevation: 20

automation: !include automations.yaml
frontend:
history:
logbook:

recorder:
  commit_interval: 5

logger:
  default: warning
  logs:
    custom_components.ipcom: info
    ipcom: info
    # Parts of Home Assistant that miss something of this machine which this house does not need.
    haffmpeg: critical
    homeassistant.components.camera.img_util: critical
"""

_ONBOARDED = ["core_config", "analytics", "integration"]
"""Every step but the first: making the user is left to the demo itself, over HTTP."""


def write(config: Path, port: int, archive: Path) -> None:
    """Write all of it; what Home Assistant itself has stored by an earlier run stays."""
    storage = config / ".storage"
    storage.mkdir(parents=True, exist_ok=True)
    (config / "configuration.yaml").write_text(CONFIGURATION)
    (config / "automations.yaml").touch()
    if not (storage / "onboarding").exists():
        _store(storage, "onboarding", {"done": _ONBOARDED}, (4, 1))
    _store(storage, "http", _http(port), (2, 2))
    _install(config / "custom_components/ipcom", archive)


def _install(target: Path, archive: Path) -> None:
    """Unzip the integration as its users do."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.unpack_archive(archive, target)


def _http(port: int) -> dict[str, object]:
    """Return what makes the web server listen on loopback alone, without a trial and its question."""
    stable = {
        "server_host": [LOOPBACK],
        "server_port": port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": datetime.now(UTC).isoformat(),
        "error": None,
        "error_message": None,
    }
    return {"stable": stable, "pending": None, "yaml_migration_done": True}


def _store(storage: Path, key: str, data: object, version: tuple[int, int]) -> None:
    major, minor = version
    record = {"version": major, "minor_version": minor, "key": key, "data": data}
    (storage / key).write_text(json.dumps(record, indent=2))
