"""Which profiles are offered after --gateway, and which names of devices once one is typed."""

from pathlib import Path

import pytest

from ipcom.cli.app import run
from ipcom.simulator.testing.threaded import ThreadedGateway


@pytest.fixture(params=["zsh", "fish"])
def shell(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def offered(
    shell: str, typed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """What a shell is answered."""
    *before, last = typed.split(" ")
    monkeypatch.setenv("_IPCOM_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_TYPED", "\x1f".join(("ipcom", *before)))
    monkeypatch.setenv("COMP_LAST", last)
    with pytest.raises(SystemExit):
        run([])
    said = capsys.readouterr()
    assert said.err == ""
    return [line for line in said.out.splitlines() if line]


@pytest.mark.usefixtures("cottage")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("--gateway ", ["cottage", "holiday-home"]),
        ("--gateway h", ["holiday-home"]),
        ("status --gateway c", ["cottage"]),
        ("--gateway cottage on Kitchen", ["Kitchen", "Kitchen worktop"]),
        ("--config nothing.toml --gateway ", []),
        ("devices import --gateway ", []),
        ("--gateway=h", ["--gateway=holiday-home"]),
        ("--bus-type=mi", ["--bus-type=minido"]),
    ],
)
def test_names_of_profiles_and_of_their_devices(
    shell: str,
    typed: str,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert offered(shell, typed, capsys, monkeypatch) == words


@pytest.mark.usefixtures("cottage")
def test_the_default_profile_counts_only_where_no_variable_names_a_host(
    config_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config_file.write_text('default = "cottage"\n' + config_file.read_text())
    assert offered("zsh", "on Kitchen", capsys, monkeypatch) == []
    monkeypatch.delenv("IPCOM_HOST")
    assert offered("zsh", "on Kitchen", capsys, monkeypatch) == ["Kitchen", "Kitchen worktop"]


def test_a_file_with_mistakes_offers_nothing(
    config_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config_file.write_text("gateways = [")
    assert offered("zsh", "--gateway ", capsys, monkeypatch) == []


def test_in_a_house_of_one_gateway_nothing_is_offered(
    house_file: Path,
    gateway: ThreadedGateway,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert offered("zsh", "--gateway ", capsys, monkeypatch) == []
