"""The man pages say all that the commands' own tree says, and troff has nothing to complain of."""

import os
import re
import shutil
import subprocess

import click
import pytest

from ipcom import __version__
from ipcom.cli.app import root_context
from ipcom.cli.manual.examples import EXAMPLES
from ipcom.cli.manual.exit_meanings import exit_meanings
from ipcom.cli.manual.man_pages import all_pages, file_name
from ipcom.cli.manual.surroundings import FILES, VARIABLES
from ipcom.cli.manual.tree import arguments_of, contexts, options_of

CONTEXTS = list(contexts(root_context()))
PAGES = all_pages(root_context(), __version__)
PATHS = [context.command_path for context in CONTEXTS]


def plain(path: str) -> str:
    """The text of a page as a reader has it: spaces are of no account."""
    text = re.sub(r"\\f[BIR]", "", PAGES[file_name(path)])
    for roff, sign in {"\\-": "-", "\\(aq": "'", "\\(ti": "~", "\\(ha": "^", "\\(ga": "`", "\\&": ""}.items():
        text = text.replace(roff, sign)
    return " ".join(text.replace("\\e", "\\").split())


def test_each_command_has_a_page() -> None:
    assert list(PAGES) == [file_name(path) for path in PATHS]
    assert {"ipcom.1", "ipcom-cover-open.1", "ipcom-devices-import.1"} <= set(PAGES)


@pytest.mark.parametrize("context", CONTEXTS, ids=PATHS)
def test_a_page_has_every_option_and_argument(context: click.Context) -> None:
    text = plain(context.command_path)
    for option in options_of(context):
        record = option.get_help_record(context)
        assert record is not None
        assert f".TP {record[0]} {' '.join(record[1].split())}" in text
    for argument in arguments_of(context):
        assert argument in text.partition("SYNOPSIS")[2].partition(".SH")[0]


@pytest.mark.parametrize("context", CONTEXTS, ids=PATHS)
def test_a_page_has_the_words_examples_and_exit_codes_of_the_help(context: click.Context) -> None:
    text, path = plain(context.command_path), context.command_path
    first = context.command.get_short_help_str(limit=500).removesuffix(".")
    assert f"{path.replace(' ', '-')} - {first}" in text
    for example in EXAMPLES[path]:
        assert f".TP {example.line} {example.text}" in text
    for code, meaning in exit_meanings(path).items():
        assert f".TP {int(code)} {meaning}" in text


def test_the_page_of_ipcom_has_every_variable_and_file() -> None:
    text = plain("ipcom")
    variables = {option.envvar for option in options_of(CONTEXTS[0]) if option.envvar}
    assert "IPCOM_HOST" in variables
    for name in (*variables, *(each.name for each in (*VARIABLES, *FILES))):
        assert f".TP {name} " in text


def test_a_variable_of_one_command_is_in_its_page() -> None:
    assert "IPCOM_PORTAL_USERNAME The same as --portal-username." in plain("ipcom devices import")


def test_pages_name_their_neighbours() -> None:
    assert "ipcom(1)" in plain("ipcom cover")
    assert "ipcom-cover-open(1)" in plain("ipcom cover")


def test_troff_has_no_complaint() -> None:
    program = shutil.which("groff")
    if program is None:
        assert not os.environ.get("CI"), "install groff: the man pages are checked with it"
        pytest.skip("NOT TRIED: there is no groff here")
    text = "".join(PAGES.values())
    done = subprocess.run(
        [program, "-man", "-ww", "-z", "-Kutf8"], input=text, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
