"""Packages of Debian unpacked into a folder, without touching the system and without being root."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .project import ToolError, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_APT = Path("/etc/apt")


@dataclass(frozen=True)
class Source:
    """One place that apt takes packages from."""

    uri: str
    suite: str
    components: str


def is_debian() -> bool:
    """Tell whether this is Debian itself, with its package tools and its key ring."""
    tools = all(shutil.which(tool) for tool in ("apt-get", "dpkg-deb"))
    return tools and KEYRING.exists() and _os_release().get("ID") == "debian"


def fetch(names: list[str], folder: Path, suite: str | None = None) -> list[Path]:
    """Download packages of `suite` (this system's by default) and all they need into `folder`; return the files.

    apt gets a state of its own in which nothing is installed: it resolves the
    whole closure, checks the signatures, and never looks at the system's.
    """
    apt = _own_apt(folder, suite)
    run(*apt, "--download-only", "--yes", "install", *names)
    return sorted((folder / "archives").glob("*.deb"))


def fetch_alone(names: list[str], folder: Path) -> list[Path]:
    """Download these packages of this system's suite without what they need; return the files."""
    apt = _own_apt(folder, None)
    run(*apt, "download", *names, cwd=folder / "archives")
    return sorted((folder / "archives").glob("*.deb"))


def _own_apt(folder: Path, suite: str | None) -> tuple[str | Path, ...]:
    """Return apt with a state of its own in `folder`, its lists up to date."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("lists/partial", "archives/partial", "etc"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    sources = folder / "etc/sources.list"
    mirror = system_source()
    sources.write_text(f"deb [signed-by={KEYRING}] {mirror.uri} {suite or mirror.suite} main\n")
    apt = ("apt-get", *_private_state(folder, sources), "-qq")
    run(*apt, "update")
    return apt


def unpack(package: Path, prefix: Path) -> None:
    """Unpack one package below `prefix`."""
    run("dpkg-deb", "-x", package, prefix)


def package_name(package: Path) -> str:
    """Return the name of a downloaded package."""
    return package.name.partition("_")[0]


def system_source() -> Source:
    """Return the place that this system takes its own release from."""
    codename = _os_release().get("VERSION_CODENAME", "")
    for source in configured_sources(_APT):
        if source.suite == codename and "main" in source.components.split():
            return source
    raise ToolError(f"no source of Debian {codename} found below {_APT}")


def configured_sources(folder: Path) -> list[Source]:
    """Return every source of packages below `folder`, from files of both forms."""
    found: list[Source] = []
    for path in (folder / "sources.list", *sorted((folder / "sources.list.d").glob("*"))):
        if path.suffix == ".list" and path.is_file():
            found += parse_one_line_style(path.read_text())
        elif path.suffix == ".sources":
            found += parse_deb822_style(path.read_text())
    return found


def parse_one_line_style(text: str) -> list[Source]:
    """Parse `deb [options] uri suite components...` lines."""
    pattern = re.compile(r"^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+([^#\n]+)", re.MULTILINE)
    return [Source(uri, suite, rest.strip()) for uri, suite, rest in pattern.findall(text)]


def parse_deb822_style(text: str) -> list[Source]:
    """Parse stanzas of `Types:`, `URIs:`, `Suites:`, `Components:`."""
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    found: list[Source] = []
    for stanza in re.split(r"\n\s*\n", text):
        fields = _fields(stanza)
        if "deb" not in fields.get("types", "").split() or fields.get("enabled", "yes").lower() == "no":
            continue
        found += [
            Source(uri, suite, fields.get("components", ""))
            for uri in fields.get("uris", "").split()
            for suite in fields.get("suites", "").split()
        ]
    return found


def _fields(stanza: str) -> dict[str, str]:
    unfolded = re.sub(r"\n[ \t]+", " ", stanza)
    pairs = (line.partition(":") for line in unfolded.splitlines() if ":" in line)
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _private_state(folder: Path, sources: Path) -> list[str]:
    options = {
        "Dir::State": folder,
        "Dir::State::lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "Dir::Cache::archives": folder / "archives",
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "APT::Install-Recommends": "0",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Debug::NoLocking": "1",
    }
    return [part for key, value in options.items() for part in ("-o", f"{key}={value}")]


def _os_release() -> dict[str, str]:
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {key: value.strip("\"'") for key, _, value in pairs}
