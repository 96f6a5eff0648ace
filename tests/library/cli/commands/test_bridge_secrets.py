"""Passwords of the real `ipcom bridge`: from files and variables, for one process and one a house; shown nowhere."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.bridge.broker_process import BrokerProcess, running, write_passwords
from tests.library.cli.cli_rig import run_process, start_process, wait_for
from tests.library.cli.commands.bridge_process import Heard, subscriber

BROKER_LOGIN = ("bridge", "broker-secret-1")
GATEWAY_SECRET = "demo"
CONFIGURATION = """\
listener {port} 127.0.0.1
allow_anonymous false
password_file {folder}/passwords
log_dest stderr
"""
FILE = """\
[bridge]
broker = "127.0.0.1:{broker}"
username = "bridge"
{broker_password}
houses = ["home", "holiday-home"]

[gateways.home]
host = "127.0.0.1"
port = {home}
username = "demo"
{home_password}
devices = "house.yaml"

[gateways.holiday-home]
host = "127.0.0.1"
port = {holiday}
username = "demo"
{holiday_password}
devices = "house.yaml"
"""
BY_FILES = tuple(f'password_file = "{name}.password"' for name in ("broker", "home", "holiday"))
BY_VARIABLES = tuple(f'password_variable = "SECRET_OF_{name}"' for name in ("BROKER", "HOME", "HOLIDAY"))
BY_CREDENTIALS = tuple(
    f'password_file = "$CREDENTIALS_DIRECTORY/{name}.password"' for name in ("broker", "home", "holiday")
)
WAYS = [
    pytest.param(BY_FILES, id="files"),
    pytest.param(BY_VARIABLES, id="variables"),
    pytest.param(BY_CREDENTIALS, id="credentials of systemd"),
]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    folder = tmp_path / "broker"
    folder.mkdir()
    write_passwords(folder / "passwords", dict([BROKER_LOGIN]))
    with running(folder, CONFIGURATION) as guarded:
        yield guarded


@pytest.fixture
def houses() -> Iterator[tuple[ThreadedGateway, ThreadedGateway]]:
    with ThreadedGateway(SimulatedGateway()) as home, ThreadedGateway(SimulatedGateway()) as holiday:
        yield home, holiday


@pytest.fixture
def heard(broker: BrokerProcess, tmp_path: Path) -> Iterator[Heard]:
    with subscriber(broker.port, tmp_path / "heard", BROKER_LOGIN) as listening:
        yield listening


def configure(
    file: Path,
    house_file: Path,
    broker: BrokerProcess,
    houses: tuple[ThreadedGateway, ThreadedGateway],
    way: tuple[str, ...],
) -> dict[str, str]:
    """Write the configuration, and the secrets where it looks for them; return the variables."""
    home, holiday = houses
    file.write_text(
        FILE.format(
            broker=broker.port, home=home.port, holiday=holiday.port,
            broker_password=way[0], home_password=way[1], holiday_password=way[2],
        )
    )  # fmt: skip
    (file.parent / "house.yaml").write_text(house_file.read_text("utf-8"))
    secrets = {"broker": BROKER_LOGIN[1], "home": GATEWAY_SECRET, "holiday": GATEWAY_SECRET}
    if way is BY_VARIABLES:
        return {f"SECRET_OF_{name.upper()}": secret for name, secret in secrets.items()}
    folder = file.parent if way is BY_FILES else file.parent / "credentials"
    folder.mkdir(exist_ok=True)
    for name, secret in secrets.items():
        (folder / f"{name}.password").write_text(f"{secret}\n")
        (folder / f"{name}.password").chmod(0o400)
    return {} if way is BY_FILES else {"CREDENTIALS_DIRECTORY": str(folder)}


def seen_in_the_process_list(process: subprocess.Popen[str]) -> str:
    return Path(f"/proc/{process.pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


@pytest.mark.parametrize("way", WAYS)
def test_one_process_has_all_secrets_and_shows_none(
    config_file: Path,
    house_file: Path,
    broker: BrokerProcess,
    houses: tuple[ThreadedGateway, ThreadedGateway],
    heard: Heard,
    way: tuple[str, ...],
) -> None:
    variables = configure(config_file, house_file, broker, houses, way)
    for form in ((), ("--json",)):
        checked = run_process(*form, "-vv", "bridge", "--check", **variables)
        assert checked.code == 0, checked.out + checked.err
        assert "holiday-home" in checked.out
        assert BROKER_LOGIN[1] not in checked.out + checked.err
    with start_process("-vv", "bridge", **variables) as process:
        wait_for(lambda: heard.is_online("home") and heard.is_online("holiday-home"))
        assert BROKER_LOGIN[1] not in seen_in_the_process_list(process)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    assert "holiday-home on mqtt://127.0.0.1" in err
    assert BROKER_LOGIN[1] not in out + err
    assert not any(BROKER_LOGIN[1] in payload for _, payload in heard.messages)


def test_one_process_a_house_from_the_same_file(
    config_file: Path,
    house_file: Path,
    broker: BrokerProcess,
    houses: tuple[ThreadedGateway, ThreadedGateway],
    heard: Heard,
) -> None:
    """As `ipcom-bridge@home` and `ipcom-bridge@holiday-home` do it; one that ends leaves the other alone."""
    variables = configure(config_file, house_file, broker, houses, BY_FILES)
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(start_process("--gateway", name, "bridge", **variables))
            for name in ("home", "holiday-home")
        )
        wait_for(lambda: heard.is_online("home") and heard.is_online("holiday-home"))
        first.terminate()
        first.communicate(timeout=20)
        assert heard.link("home")[-1] == "offline"
        assert heard.is_online("holiday-home")
        assert second.poll() is None
        second.terminate()
        second.communicate(timeout=20)
    assert "lost" not in heard.link("home") + heard.link("holiday-home")


@pytest.mark.parametrize(
    ("way", "said", "code"),
    [
        (BY_FILES, "broker.password: it cannot be read", 2),
        (BY_VARIABLES, "SECRET_OF_BROKER is not set", 2),
        (BY_CREDENTIALS, "$CREDENTIALS_DIRECTORY, which is not set", 2),
    ],
)
def test_a_secret_that_is_missing_is_named(
    config_file: Path,
    house_file: Path,
    broker: BrokerProcess,
    houses: tuple[ThreadedGateway, ThreadedGateway],
    way: tuple[str, ...],
    said: str,
    code: int,
) -> None:
    variables = configure(config_file, house_file, broker, houses, way)
    if way is BY_FILES:
        (config_file.parent / "broker.password").unlink()
    else:
        variables = {name: value for name, value in variables.items() if "HOME" in name or "HOLIDAY" in name}
    ended = run_process("bridge", "--check", **variables)
    assert ended.code == code
    assert said in " ".join(ended.err.split())


def test_a_wrong_password_of_the_broker_is_said_without_it(
    config_file: Path,
    house_file: Path,
    broker: BrokerProcess,
    houses: tuple[ThreadedGateway, ThreadedGateway],
) -> None:
    variables = configure(config_file, house_file, broker, houses, BY_VARIABLES)
    ended = run_process("bridge", "--check", **(variables | {"SECRET_OF_BROKER": "guessed-wrong"}))
    assert ended.code == 3
    assert "is not reached" in ended.err
    assert "guessed-wrong" not in ended.out + ended.err


def test_a_single_house_by_the_environment_alone(
    gateway: ThreadedGateway, broker: BrokerProcess, heard: Heard, config_file: Path
) -> None:
    """As in a container without a file for the gateway: IPCOM_HOST, IPCOM_USERNAME, and a file named by a variable."""
    secret = config_file.parent / "gateway.password"
    secret.write_text("demo\n")
    config_file.write_text(
        f'[bridge]\nbroker = "127.0.0.1:{broker.port}"\nusername = "bridge"\npassword_variable = "OF_BROKER"\n'
    )
    found = {**os.environ, "OF_BROKER": BROKER_LOGIN[1], "IPCOM_PASSWORD_FILE": str(secret)}
    with start_process("bridge", "--house", "flat", **(found | {"IPCOM_PASSWORD": ""})) as process:
        wait_for(lambda: heard.is_online("flat"))
        process.terminate()
        process.communicate(timeout=20)
