"""WebSockets, plain and encrypted, with a Mosquitto in a network of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.library.bridge.broker_certificates import write_certificates

ROOT = Path(__file__).parents[3]
INSIDE = 'ip link set lo up && exec "$0" -W ignore -m tests.library.bridge.web_socket_program "$1"'


def test_a_house_by_web_socket(tmp_path: Path) -> None:
    write_certificates(tmp_path)
    unshare = shutil.which("unshare")
    assert unshare, "unshare is missing: install util-linux and iproute2"
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    ended = subprocess.run(
        [unshare, "--net", *as_root, "sh", "-c", INSIDE, sys.executable, tmp_path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'script'}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    came = "there and back"
    assert {name: told[name] for name in ("ws 3.1.1", "ws 5", "wss")} == {
        "ws 3.1.1": came,
        "ws 5": came,
        "wss": came,
    }
    assert told["ws, command"] == told["wss, command"] == "MQTT 5, lets subscribe"
    assert "Not authorized" in told["ws, wrong password"]
    for wrong in ("wss, other name", "wss, other authority"):
        assert "certificate" in told[wrong]
