"""The address of a broker as it is typed, and its password."""

from dataclasses import replace
from pathlib import Path

import pytest

from ipcom.bridge.broker.broker_settings import MqttVersion, TlsFiles
from ipcom.cli.bridging.broker_choice import broker_settings
from ipcom.cli.profiles.bridge_table import BridgeTable
from ipcom.errors import ConfigurationError

NOTHING = BridgeTable(Path("config.toml"))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.168.1.30", "mqtt://192.168.1.30:1883"),
        (" mqtt://broker:1884 ", "mqtt://broker:1884"),
        ("mqtts://broker", "mqtts://broker:8883"),
        ("ws://broker:9001", "ws://broker:9001"),
        ("WSS://broker/path", "wss://broker:443"),
        ("mqtt://[fe80::1]:1883/", "mqtt://[fe80::1]:1883"),
    ],
)
def test_an_address_with_what_is_usual(typed: str, address: str) -> None:
    assert str(broker_settings(typed, NOTHING)) == address


def test_a_websocket_has_a_path() -> None:
    assert broker_settings("ws://broker", NOTHING).websocket_path == "/mqtt"
    assert broker_settings("wss://broker/path", NOTHING).websocket_path == "/path"
    assert broker_settings("broker", NOTHING).websocket_path is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("http://broker", "http is none of mqtt, mqtts, ws, wss"),
        ("mqtt://", "there is no host"),
        ("mqtt://demo:geheim@broker", "do not belong into the address"),
        ("mqtt://broker/path", "mqtt has no path"),
        ("mqtt://broker:99999", "is not understood"),
    ],
)
def test_another_address_is_told_with_what_to_write(typed: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as error:
        broker_settings(typed, NOTHING)
    assert "geheim" not in str(error.value)
    assert "mqtt://192.168.1.30" in str(error.value)


def test_the_password_from_the_table_a_file_or_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "broker.password"
    file.write_text("of the file\n")
    monkeypatch.setenv("BROKER", "of the variable")
    for table, password in (
        (NOTHING, None),
        (replace(NOTHING, password="written"), "written"),
        (replace(NOTHING, password_file=file), "of the file"),
        (replace(NOTHING, password_variable="BROKER"), "of the variable"),
    ):
        assert broker_settings("broker", table).password == password
    with pytest.raises(ConfigurationError, match="the variable NOWHERE is not set"):
        broker_settings("broker", replace(NOTHING, password_variable="NOWHERE"))


def test_certificates_belong_to_an_encrypted_address_and_must_be_there(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    table = replace(NOTHING, ca_file=ca, mqtt="3.1.1")
    with pytest.raises(ConfigurationError, match="there is no such file"):
        broker_settings("mqtts://broker", table)
    ca.touch()
    settings = broker_settings("mqtts://broker", table)
    assert settings.tls == TlsFiles(ca)
    assert settings.version is MqttVersion.V311
    with pytest.raises(ConfigurationError, match="not encrypted"):
        broker_settings("mqtt://broker", table)
