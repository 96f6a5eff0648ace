"""`ipcom completion`."""

import pytest

from tests.library.cli.cli_rig import Ipcom


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_it_prints_what_the_shell_reads(ipcom: Ipcom, shell: str) -> None:
    ended = ipcom("completion", shell)
    assert ended.code == 0
    assert f"{shell}_complete" in ended.out


def test_another_shell_is_told_which_there_are(ipcom: Ipcom) -> None:
    ended = ipcom("completion", "csh")
    assert ended.code == 2
    assert "'bash', 'zsh', 'fish'" in ended.err
