"""What the demo keeps between two runs, what it writes for Home Assistant, and what it is asked."""

import json
import socket
import zipfile
from pathlib import Path

import pytest
from demo_house import ports, seed
from demo_house.errors import DemoError
from demo_house.figures import Finding, latencies, table
from demo_house.folder import Folder, Memory
from demo_house.options import parse


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "ipcom.zip"
    with zipfile.ZipFile(path, "w") as content:
        content.writestr("manifest.json", "{}")
    return path


def stored(config: Path, key: str) -> dict[str, object]:
    data: dict[str, object] = json.loads((config / ".storage" / key).read_text())["data"]
    return data


def test_home_assistant_listens_on_loopback_only(tmp_path: Path, archive: Path) -> None:
    seed.write(tmp_path / "config", 8200, archive)
    stable = stored(tmp_path / "config", "http")["stable"]
    assert isinstance(stable, dict)
    assert (stable["server_host"], stable["server_port"]) == (["127.0.0.1"], 8200)
    assert "http:" not in (tmp_path / "config/configuration.yaml").read_text()


def test_a_later_run_keeps_the_user_and_renews_port_and_integration(tmp_path: Path, archive: Path) -> None:
    config = tmp_path / "config"
    seed.write(config, 8200, archive)
    (config / ".storage/onboarding").write_text('{"data": {"done": ["user"]}}')
    (config / "custom_components/ipcom/old.py").touch()
    seed.write(config, 8201, archive)
    assert stored(config, "onboarding") == {"done": ["user"]}
    assert [path.name for path in (config / "custom_components/ipcom").iterdir()] == ["manifest.json"]


def test_a_folder_remembers_only_what_was_set_up_to_its_end(tmp_path: Path) -> None:
    folder = Folder("house", tmp_path)
    assert folder.recall() is None
    folder.home.mkdir()
    folder.remember(Memory(5000, "2026.10.4"))
    assert folder.recall() == Memory(5000, "2026.10.4")
    folder.remember(Memory(5000, "2026.10.4", layout=0))
    assert folder.recall() is None
    folder.clear()
    assert not folder.home.exists()


def test_what_cannot_be_gone_on_with_is_put_aside_and_kept_until_the_next_time(tmp_path: Path) -> None:
    folder = Folder("house", tmp_path)
    for content in ("first", "second"):
        folder.home.mkdir()
        (folder.home / "note").write_text(content)
        aside = folder.put_aside()
        assert (aside / "note").read_text() == content
        assert not folder.home.exists()


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        Folder("house", tmp_path).held(),
        pytest.raises(DemoError, match="a demo runs already"),
        Folder("house", tmp_path).held(),
    ):
        pass


def test_a_port_in_use_is_passed_over_unless_it_was_asked_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert ports.choose(None, taken) > taken
        with pytest.raises(DemoError, match="is in use"):
            ports.choose(taken, 8123)


@pytest.mark.parametrize(
    ("arguments", "folder", "afresh"),
    [
        ([], "house", False),
        (["--fresh"], "house", True),
        (["--check"], "check", True),
        (["--restarts", "20"], "check", True),
        (["--folder", "mine"], "mine", False),
    ],
)
def test_what_measures_begins_afresh_and_apart(arguments: list[str], folder: str, afresh: bool) -> None:
    options = parse(arguments)
    assert (options.folder_name, options.begins_afresh) == (folder, afresh)


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--restarts", "0"], ["--port", "x"], ["--what"]])
def test_nonsense_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        parse(arguments)


def test_figures_stand_beside_their_targets() -> None:
    finding = latencies("click", [0.001, 0.002, 0.009], "median < 50 ms", ok=True)
    assert finding.found == "median 2.0 ms, worst 9.0 ms (3)"
    lines = table([finding, Finding("quiet", "1", "0", ok=False)]).splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["ok", "NO"]
