"""How a shell is answered. tests/script/test_completion_in_shells.py presses the Tab key in real ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipcom.cli.app import run

Asked = Callable[..., list[str]]


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What a shell is answered."""

    def ask(shell: str, typed: str, last: str = "") -> list[str]:
        monkeypatch.setenv("_IPCOM_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_TYPED", typed)
        monkeypatch.setenv("COMP_LAST", last)
        with pytest.raises(SystemExit):
            run([])
        said = capsys.readouterr()
        assert said.err == ""
        return [line for line in said.out.splitlines() if line]

    return ask


@pytest.fixture
def house(house_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPCOM_DEVICES", str(house_file))


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ipcom on Kitchen", ["Kitchen", "Kitchen\\ worktop"]),
        ('ipcom on "Kitchen w', ["Kitchen worktop"]),
        ("ipcom cover cal", ["calibrate"]),
        ("ipcom --bus-type mi", ["minido"]),
        ("ipcom --bus-type=mi", ["minido"]),
        ("ipcom devices validate hou", []),
        ("ipcom nonsense here ", []),
    ],
)
def test_bash_gets_what_stands_in_for_the_end_of_the_line(
    asked: Asked, typed: str, offered: list[str]
) -> None:
    assert asked("bash", typed) == offered


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ipcom off --room Liv", ["Living\\ room"]),
        ("ipcom on --room kit", ["Kitchen"]),
        ("ipcom off --ro", ["--room"]),
        ("ipcom dim living bedr", ["bedroom"]),
        ("ipcom dim living --dry", ["--dry-run"]),
    ],
)
def test_rooms_and_several_names_are_offered(
    asked: Asked, capsys: pytest.CaptureFixture[str], typed: str, offered: list[str]
) -> None:
    capsys.readouterr()
    assert asked("bash", typed) == offered


@pytest.mark.usefixtures("house")
def test_zsh_and_fish_get_plain_words_and_a_sign_for_files(asked: Asked) -> None:
    assert asked("zsh", "ipcom\x1fon", "Kitchen w") == ["Kitchen worktop"]
    assert asked("zsh", "ipcom\x1fdevices\x1fvalidate", "hou") == ["\x1ffiles"]
    (status,) = asked("fish", "ipcom", "stat")
    assert status.startswith("status\t")


@pytest.mark.parametrize("content", [None, "lights: [", "lights: {a: {module: 99}}"])
def test_a_file_that_is_broken_or_missing_offers_nothing_and_says_nothing(
    asked: Asked, home: Path, content: str | None
) -> None:
    if content is not None:
        (home / "devices.yaml").write_text(content)
    assert asked("bash", "ipcom on ") == []
