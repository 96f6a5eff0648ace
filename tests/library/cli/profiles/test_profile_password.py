"""The password of a profile: in the file, in a file beside it, in a variable, or asked for."""

from pathlib import Path

import pytest

from ipcom.cli.profiles.profile import Profile
from ipcom.cli.profiles.profile_password import profile_password
from ipcom.errors import ConfigurationError


def password(**given: object) -> str:
    profile = Profile("home", Path("config.toml"), "192.168.1.20", "demo", **given)  # type: ignore[arg-type]
    return profile_password(profile, profile.host).text


def test_it_stands_in_the_file() -> None:
    assert password(password="secret") == "secret"


def test_it_lies_in_a_file_beside_it(home: Path) -> None:
    (home / "secret").write_text("sesame\n")
    assert password(password_file=home / "secret") == "sesame"
    (home / "secret").chmod(0o666)
    with pytest.raises(ConfigurationError, match="everybody on this machine may change it"):
        password(password_file=home / "secret")


def test_it_is_in_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPCOM_PASSWORD", "of another gateway")
    with pytest.raises(
        ConfigurationError, match=r"\[gateways.home\] takes .* from COTTAGE, which is not set"
    ):
        password(password_variable="COTTAGE")
    monkeypatch.setenv("COTTAGE", "secret")
    assert password(password_variable="COTTAGE") == "secret"


def test_it_is_asked_for_where_somebody_can_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"Which password has demo\? Write password_file in"):
        password()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "typed")
    assert password() == "typed"
