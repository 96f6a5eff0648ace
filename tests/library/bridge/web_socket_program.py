"""Connects by WebSocket, plain and encrypted, and prints what came of it; for a network of its own.

Mosquitto 2.0.11 listens for WebSockets on all addresses, whatever its configuration says.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from ipcom.bridge.broker.broker_message import Incoming, Publication
from ipcom.bridge.broker.broker_settings import BrokerSettings, MqttVersion, TlsFiles
from ipcom.bridge.broker.mqtt import BrokerUnreachable, connected
from tests.free_port import free_port
from tests.library.bridge.broker_process import running, write_passwords

CONFIGURATION = """\
allow_anonymous false
password_file {folder}/passwords
log_dest stderr
listener {plain} 127.0.0.1
listener {port}
protocol websockets
"""
ENCRYPTED = """\
cafile {folder}/ca.pem
certfile {folder}/broker.pem
keyfile {folder}/broker.key
"""


async def there_and_back(settings: BrokerSettings) -> str:
    """What comes back, or why nothing does."""
    heard: list[Incoming] = []
    try:
        async with connected(settings, "127.0.0.1", "web", None, heard.append) as connection:
            await connection.subscribe(["web/#"])
            await connection.publish(Publication("web/a", b"there and back", qos=1))
            await asyncio.sleep(0.3)
    except BrokerUnreachable as error:
        return f"not reached: {error}"
    return ", ".join(each.payload.decode() for each in heard)


COMMAND = """\
[bridge]
broker = "{address}"
username = "demo"
password = "geheim"
{more}
[gateways.home]
host = "127.0.0.1"
port = 1
username = "demo"
password = "demo"
devices = "devices.yaml"
"""


def checked(folder: Path, address: str, more: str = "") -> str:
    """What `ipcom bridge --check` finds at a broker; there is no gateway in this network."""
    (folder / "devices.yaml").write_text("lights:\n  hall: {module: 3, output: 1, type: switch}\n")
    file = folder / "config.toml"
    file.write_text(COMMAND.format(address=address, more=more))
    file.chmod(0o600)
    options = ["--config", str(file), "--gateway", "home", "bridge", "--check", "--json"]
    command = [sys.executable, "-W", "ignore", "-m", "ipcom.cli", *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return str(json.loads(ended.stdout)["checks"][0]["found"]) if ended.stdout else ended.stderr


async def tried(folder: Path) -> dict[str, str]:
    write_passwords(folder / "passwords", {"demo": "geheim"})
    text = CONFIGURATION.replace("{plain}", str(free_port()))
    known = BrokerSettings("broker.test", 0, username="demo", password="geheim", websocket_path="/mqtt")
    told: dict[str, str] = {}
    with running(folder, text) as broker:
        plain = replace(known, port=broker.port)
        for version in MqttVersion:
            told[f"ws {version}"] = await there_and_back(replace(plain, version=version))
        told["ws, command"] = checked(folder, f"ws://127.0.0.1:{broker.port}/mqtt")
        told["ws, wrong password"] = await there_and_back(replace(plain, password="falsch"))
    with running(folder, text + ENCRYPTED) as broker:
        files = TlsFiles(folder / "ca.pem")
        secret = replace(known, port=broker.port, tls=files)
        told["wss"] = await there_and_back(secret)
        told["wss, command"] = checked(
            folder, f"wss://127.0.0.1:{broker.port}/mqtt", f'ca_file = "{folder}/ca.pem"'
        )
        told["wss, other name"] = await there_and_back(replace(secret, host="other.test"))
        told["wss, other authority"] = await there_and_back(replace(secret, tls=TlsFiles()))
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(tried(Path(sys.argv[1])))))
