"""`ipcom man`: the page of a command, in a pipe as troff reads it."""

import pytest

from ipcom import __version__
from ipcom.cli.app import root_context
from ipcom.cli.manual.man_pages import all_pages
from tests.library.cli.cli_rig import Ipcom

PAGES = all_pages(root_context(), __version__)


@pytest.mark.parametrize(
    ("typed", "name"), [([], "ipcom.1"), (["on"], "ipcom-on.1"), (["cover", "open"], "ipcom-cover-open.1")]
)
def test_a_page_is_written(typed: list[str], name: str, ipcom: Ipcom) -> None:
    ended = ipcom("man", *typed)
    assert (ended.code, ended.out, ended.err) == (0, PAGES[name], "")


def test_a_command_that_is_not_there(ipcom: Ipcom) -> None:
    ended = ipcom("man", "sing")
    assert (ended.code, ended.err) == (2, 'Error: There is no command "ipcom sing". Try: ipcom --help\n')
