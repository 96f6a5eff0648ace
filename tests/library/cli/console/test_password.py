"""The password comes from a file, from the environment, or from a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click
import pytest

from ipcom.cli.console.options import Options
from ipcom.cli.settings import read_settings
from ipcom.errors import (
    ConfigurationError,
)

GIVEN = Options(host="house", username="me")


def test_the_password_comes_from_a_file_before_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "secret"
    file.write_bytes(b"\xef\xbb\xbffrom the file\r\nsecond line\n")
    monkeypatch.setenv("IPCOM_PASSWORD_FILE", str(file))
    assert read_settings(GIVEN).password == "from the file"
    monkeypatch.setenv("IPCOM_PASSWORD", "")
    assert read_settings(GIVEN).password == "from the file"
    monkeypatch.setenv("IPCOM_PASSWORD", "from the environment")
    assert read_settings(GIVEN).password == "from the environment"
    assert read_settings(Options(host="h", username="u", password_file=str(file))).password == "from the file"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "its first line is empty"), (b"\xff", "not UTF-8"), (None, "cannot be read: No such file")],
)
def test_a_password_file_that_is_none_is_told(home: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (home / "secret").write_bytes(content)
    with pytest.raises(ConfigurationError, match=said):
        read_settings(Options(host="h", username="u", password_file="secret"))


def test_the_password_is_asked_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[str] = []

    def prompt(text: str, **_options: object) -> str:
        asked.append(text)
        return "typed"

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(click, "prompt", prompt)
    settings = read_settings(GIVEN)
    assert asked == [], "it is asked for when it is needed"
    assert settings.password == "typed"
    assert settings.password == "typed"
    assert asked == ["Password of me at house"]
    assert "typed" not in repr(settings)


def test_a_password_file_that_everybody_may_change_is_refused(home: Path) -> None:
    file = home / "secret"
    file.write_text("word\n")
    file.chmod(0o646)
    with pytest.raises(ConfigurationError, match=r"secret: everybody .* may change it .*chmod 600"):
        read_settings(Options(host="h", username="u", password_file=str(file)))
    file.chmod(0o644)
    assert read_settings(Options(host="h", username="u", password_file=str(file))).password == "word"
