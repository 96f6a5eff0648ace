"""The released zip: one door rewritten, the core beside it, the same bytes every time."""

import zipfile
from pathlib import Path

import pytest
from toolchain import integration_zip
from toolchain.project import ToolError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small integration and a small library."""
    files = {
        "integration/manifest.json": "{}",
        "integration/library.py": "from ipcom import A\nfrom ipcom.shutter.travel import B\n",
        "integration/light.py": "from .library import A\n",
        "integration/__pycache__/light.pyc": "",
        "integration/translations/en.json": "{}",
        "library/__init__.py": "",
        "library/client/planner.py": "",
        **{
            f"library/{package}/__init__.py": ""
            for package in integration_zip.CORE | integration_zip.NOT_CORE
        },
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def write(tree: Path, name: str = "ipcom.zip") -> Path:
    target = tree / name
    integration_zip.write(target, tree / "integration", tree / "library")
    return target


def test_manifest_at_the_root_and_the_core_inside(tree: Path) -> None:
    assert zipfile.ZipFile(write(tree)).namelist() == [
        "_vendor/__init__.py",
        "_vendor/client/__init__.py",
        "_vendor/client/planner.py",
        "_vendor/learning/__init__.py",
        "_vendor/model/__init__.py",
        "_vendor/portal/__init__.py",
        "_vendor/presses/__init__.py",
        "_vendor/protocol/__init__.py",
        "_vendor/shutter/__init__.py",
        "_vendor/web/__init__.py",
        "library.py",
        "light.py",
        "manifest.json",
        "translations/en.json",
    ]


def test_the_door_leads_to_the_copy(tree: Path) -> None:
    door = zipfile.ZipFile(write(tree)).read("library.py").decode()
    assert door == "from ._vendor import A\nfrom ._vendor.shutter.travel import B\n"


def test_the_same_sources_give_the_same_bytes(tree: Path) -> None:
    first = write(tree).read_bytes()
    for path in tree.rglob("*.py"):
        path.touch()
    assert write(tree, "again.zip").read_bytes() == first


def test_a_second_door_is_refused(tree: Path) -> None:
    (tree / "integration/light.py").write_text("from ipcom import A\n")
    with pytest.raises(ToolError, match=r"light\.py imports the library"):
        write(tree)


@pytest.mark.parametrize(
    "source", ["import ipcom\n", "from .elsewhere import A\n", "from ipcom import A\nimport ipcom\n"]
)
def test_a_door_of_another_form_is_refused(tree: Path, source: str) -> None:
    (tree / "integration/library.py").write_text(source)
    with pytest.raises(ToolError, match=r"from ipcom import"):
        write(tree)


def test_an_unknown_package_is_refused(tree: Path) -> None:
    (tree / "library/discovery").mkdir()
    (tree / "library/discovery/__init__.py").touch()
    with pytest.raises(ToolError, match="is discovery part of the core"):
        write(tree)


def test_a_package_that_is_named_and_gone_is_refused(tree: Path) -> None:
    (tree / "library/simulator/__init__.py").unlink()
    with pytest.raises(ToolError, match="has no package simulator"):
        write(tree)


def test_the_packages_of_the_library_are_known() -> None:
    integration_zip.check_packages(integration_zip.LIBRARY)
