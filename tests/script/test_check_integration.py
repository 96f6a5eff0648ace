"""Our own stand-in for Home Assistant's checker finds what that one would find."""

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from integration_check import check
from integration_check.quality_scale import RULES

MANIFEST = {
    "domain": "demo",
    "name": "Demo",
    "codeowners": ["@somebody"],
    "config_flow": True,
    "documentation": "https://docs.example",
    "integration_type": "hub",
    "iot_class": "local_polling",
    "issue_tracker": "https://issues.example",
    "requirements": [],
    "version": "1.0.0",
}
ENGLISH: dict[str, Any] = {
    "config": {"step": {"user": {"title": "Set up {name}"}}, "abort": {"done": "Done."}},
    "exceptions": {"refused": {"message": "Refused by {host}."}},
    "issues": {"both_on": {"title": "Both on", "description": "Both relays are on."}},
    "services": {"calibrate": {"name": "Calibrate", "description": "x", "fields": {"up": {"name": "Up"}}}},
    "entity": {"sensor": {"rate": {"name": "Rate"}}},
}
CODE = """
REFUSED = "refused"

def flow(self):
    self.async_show_form(step_id="user")
    return self.async_abort(reason="done")

def act():
    ir.async_create_issue(hass, DOMAIN, "x", translation_key="both_on")
    SensorEntityDescription(key="rate", translation_key="rate")
    register("calibrate")
    raise HomeAssistantError(translation_domain=DOMAIN, translation_key=REFUSED)
"""
SERVICES = "calibrate:\n  fields:\n    up: {}\n"
ICONS = {
    "services": {"calibrate": {"service": "mdi:x"}},
    "entity": {"sensor": {"rate": {"default": "mdi:x"}}},
}
Edit = Callable[[Path], object]


def write_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An integration without a fault."""
    folder = tmp_path / "demo"
    write_json(folder / "manifest.json", MANIFEST)
    for language in ("en", "nl"):
        write_json(folder / f"translations/{language}.json", ENGLISH)
    write_json(folder / "icons.json", ICONS)
    (folder / "services.yaml").write_text(SERVICES)
    (folder / "quality_scale.yaml").write_text(
        "rules:\n" + "".join(f"  {rule}: done\n" for rule in sorted(RULES))
    )
    (folder / "brand").mkdir()
    (folder / "brand/icon.png").write_bytes(png(256, 256))
    (folder / "brand/logo.png").write_bytes(png(400, 200))
    (folder / "flow.py").write_text(CODE)
    return folder


def manifest(**changes: object) -> Edit:
    return lambda folder: write_json(folder / "manifest.json", {**MANIFEST, **changes})


def dutch(**changes: object) -> Edit:
    return lambda folder: write_json(folder / "translations/nl.json", {**ENGLISH, **changes})


def english(**changes: object) -> Edit:
    def edit(folder: Path) -> None:
        for language in ("en", "nl"):
            write_json(folder / f"translations/{language}.json", {**ENGLISH, **changes})

    return edit


def text(name: str, content: str) -> Edit:
    return lambda folder: (folder / name).write_text(content)


def quality(rule: str, answer: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / "quality_scale.yaml"
        path.write_text(path.read_text().replace(f"  {rule}: done\n", answer and f"  {rule}: {answer}\n"))

    return edit


def test_nothing_to_say_about_a_good_one(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "version is missing"),
        (manifest(requirements=["ipcom"]), "requirements must be empty"),
        (manifest(quality_scale="gold"), "quality_scale is for"),
        (manifest(domain="other"), "domain must be demo"),
        (manifest(iot_class="push"), "iot_class must be one of"),
        (manifest(integration_type="thing"), "integration_type must be one of"),
        (manifest(codeowners=["somebody"]), "codeowners must begin with @"),
        (manifest(homepage="x"), "homepage is not known"),
        (manifest(after_dependencies=[]), "order must be domain, name, after_dependencies"),
        (lambda folder: (folder / "translations/en.json").unlink(), "en.json: is missing"),
        (dutch(issues={}), "nl.json: issues.both_on.title is missing"),
        (dutch(title="Demo"), "nl.json: title is not in en.json"),
        (dutch(exceptions={"refused": {"message": "{hots}"}}), "placeholders ['hots'] instead of ['host']"),
        (english(mystery={}), "mystery is no section"),
        (english(title=" Demo"), "begins or ends with a space"),
        (english(title="[%key:common::x%]"), "refers to another key"),
        (english(title="See https://x.example"), "holds an address"),
        (english(title="<b>Demo</b>"), "holds HTML"),
        (english(title="'{name}'"), "between single quotes"),
        (english(options={"abort": {}}), "options.step is missing"),
        (english(config_subentries={"cover": {}}), "config_subentries.cover.step is missing"),
        (
            english(issues={"both_on": {"title": "x", "fix_flow": {"abort": {}}}}),
            "issues.both_on.fix_flow.step is missing",
        ),
        (english(issues={"both_on": {"title": "x"}}), "both_on needs a description or a fix_flow"),
        (
            english(options={"step": {"init": {"data_description": {"port": "x"}}}}),
            "options.step.init describes port, which it does not name",
        ),
        (english(exceptions={}), "flow.py:12: refused is not in exceptions"),
        (english(issues={}), "both_on is not in issues"),
        (english(config={}), "user is not in config.step or options.step"),
        (english(config={}), "done is not in config.abort"),
        (english(entity={}), "rate is not in entity.sensor"),
        (
            english(exceptions={**ENGLISH["exceptions"], "old": {"message": "x"}}),
            "exceptions.old is used by no code",
        ),
        (english(services={}), "action calibrate has no counterpart"),
        (text("services.yaml", ""), "action calibrate is missing"),
        (text("services.yaml", "calibrate:\n"), "field of calibrate up is missing"),
        (text("icons.json", json.dumps({"services": {"gone": {}}})), "action gone has no counterpart"),
        (
            text("icons.json", json.dumps({**ICONS, "entity": {"sensor": {"gone": {}}}})),
            "entity.sensor.gone is not in the translations",
        ),
        (quality("devices", ""), "devices is missing"),
        (quality("devices", "perhaps"), "devices must be one of"),
        (quality("devices", "exempt"), "devices is exempt without a comment"),
        (quality("devices", "done\n  mystery: done"), "mystery is no rule"),
        (lambda folder: (folder / "brand/icon.png").unlink(), "icon.png: is missing"),
        (lambda folder: (folder / "brand/icon.png").write_bytes(png(255, 256)), "must be 256 x 256"),
        (lambda folder: (folder / "brand/logo.png").write_bytes(png(400, 90)), "the shorter side must be"),
        (lambda folder: (folder / "brand/logo.png").write_bytes(b"GIF"), "is no PNG"),
        (text("light.py", "from ipcom import A"), "light.py:1: imports ipcom: only library.py may"),
        (text("light.py", "import voluptuous as vol"), "use probatio"),
    ],
)
def test_a_fault_is_found_and_named(folder: Path, edit: Edit, message: str) -> None:
    edit(folder)
    assert message in "\n".join(str(finding) for finding in check(folder))


def test_an_issue_in_the_name_of_home_assistant_has_its_texts_there(folder: Path) -> None:
    with (folder / "flow.py").open("a") as module:
        module.write(
            '\nir.async_create_issue(hass, HOMEASSISTANT_DOMAIN, "x", translation_key="deprecated_yaml")\n'
        )
    assert check(folder) == []
