"""The real `ipcom bridge`, and the real programs of a broker's owner beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.library.bridge.broker_process import programs

Login = tuple[str, str] | None


class Heard:
    """What a subscriber is sent, from its beginning on: topics and payloads."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def messages(self) -> list[tuple[str, str]]:
        lines = self._file.read_text("utf-8").splitlines()
        return [(topic, payload) for topic, _, payload in (line.partition(" ") for line in lines)]

    def payloads(self, topic: str) -> list[str]:
        return [payload for of, payload in self.messages if of == topic]

    def records(self, topic: str) -> list[dict[str, Any]]:
        return [json.loads(payload) for payload in self.payloads(topic)]

    def link(self, house: str) -> list[str]:
        return [record["state"] for record in self.records(f"ipcom/{house}/$link")]

    def is_online(self, house: str) -> bool:
        links = self.records(f"ipcom/{house}/$link")
        return bool(links) and links[-1]["state"] == links[-1].get("gateway") == "online"


def _login_options(login: Login) -> list[str]:
    return [] if login is None else ["-u", login[0], "-P", login[1]]


@contextmanager
def subscriber(port: int, file: Path, login: Login = None, topics: str = "ipcom/#") -> Iterator[Heard]:
    """Subscribe with mosquitto_sub until the end of the block."""
    with file.open("w") as out:
        process = subprocess.Popen(
            [programs().subscribe, "-p", str(port), "-t", topics, "-v", *_login_options(login)],
            env=programs().full_environment, stdout=out,
        )  # fmt: skip
    try:
        yield Heard(file)
    finally:
        process.terminate()
        process.wait(timeout=10)


def send(port: int, topic: str, payload: str, login: Login = None) -> None:
    """Publish with mosquitto_pub."""
    subprocess.run(
        [
            programs().publish,
            *("-p", str(port), "-t", topic, "-m", payload),
            *_login_options(login),
        ],
        env=programs().full_environment, check=True, timeout=20,
    )  # fmt: skip
