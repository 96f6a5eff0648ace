"""Options that a simulated house would ignore are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.cli.cli_rig import Ipcom


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--bus 2", "Leave out --bus: a simulated house has no use for it"),
        ("--devices x.yaml --timeout 3", "Leave out --devices, --timeout"),
        ("--house house.yaml --bus-type bibus", "Leave out --bus-type: the house file says it"),
        ("--key ab --plaintext", "Leave out --key: --plaintext needs no session key"),
        ("--faults --life", "Leave out --life: --faults only lists"),
        ("--faults --house x.yaml", "--house"),
        ("--faults --host 127.0.0.1", "--host"),
        ("--replay x --username me", "--username"),
        ("--replay x --page 0", "--page"),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(
    ipcom: Ipcom, house_file: Path, options: str, message: str
) -> None:
    ended = ipcom("simulate", *options.split())
    assert ended.code == 2
    assert message in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("option", ["--host", "--username", "--bus", "--devices", "--password-file"])
def test_an_option_that_the_demo_would_ignore_is_refused(ipcom: Ipcom, option: str) -> None:
    ended = ipcom("demo", "--check", option, "1")
    assert (ended.code, f"Leave out {option}" in ended.err) == (2, True)
