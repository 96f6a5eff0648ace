"""The wheel brings the man pages to where man(1) looks for them."""

import subprocess
import sys
import zipfile
from pathlib import Path

from toolchain.project import ROOT

from ipcom import __version__
from ipcom.cli.app import root_context
from ipcom.cli.manual.man_pages import all_pages

PLACE = f"ipcom-{__version__}.data/data/share/man/man1"


def test_each_page_is_in_the_wheel(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist() if "/man/" in name}
    expected = all_pages(root_context(), __version__)
    assert pages == {f"{PLACE}/{name}": text for name, text in expected.items()}
