"""Profiles as values."""

from pathlib import Path

import pytest

from ipcom.cli.profiles.profile import Profile, ProfileFile
from ipcom.errors import ConfigurationError

HOME = Profile("home", Path("config.toml"), "192.168.1.20", "demo", password="open sesame")


def test_a_password_is_never_shown() -> None:
    assert "sesame" not in repr(HOME)
    assert HOME.place == "[gateways.home] of config.toml"


@pytest.mark.parametrize(
    ("profiles", "hint"),
    [
        ({"home": HOME}, 'Did you mean "home"?'),
        ({"attic": HOME, "cellar": HOME}, "there are: attic, cellar"),
        ({}, "there is none yet: write [gateways.hom] and its host and username"),
    ],
)
def test_an_unknown_name_is_told_with_those_that_there_are(profiles: dict[str, Profile], hint: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        ProfileFile(Path("config.toml"), profiles).find("hom")
    (problem,) = caught.value.problems
    assert (problem.message, problem.fix) == ('there is no profile "hom"', hint)
