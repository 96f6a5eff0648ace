"""Each code of the library has a text in every language, with its values as placeholders."""

from __future__ import annotations

from pathlib import Path

import pytest
from integration_check.findings import leaves, read_json
from integration_check.library_codes import check, codes
from integration_check.texts import placeholders

FOLDER = Path(__file__).parents[3] / "custom_components/ipcom"
LANGUAGES = sorted(path.stem for path in (FOLDER / "translations").glob("*.json"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_a_text_with_its_values(language: str) -> None:
    texts = read_json(FOLDER / "translations" / f"{language}.json")["exceptions"]
    assert {code: placeholders(texts[code]["message"]) for code in codes()} == codes()


def test_no_text_has_a_placeholder_for_a_sentence() -> None:
    texts = [text for _, text in leaves(read_json(FOLDER / "translations/en.json"))]
    names = {name for text in texts for name in placeholders(text)}
    assert names.isdisjoint({"error", "reason", "message", "sentence"})


def test_a_code_without_a_text_and_other_placeholders_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    (folder / "en.json").write_text('{"exceptions": {"login_refused": {"message": "{host}"}}}')
    found = [str(finding) for finding in check(tmp_path)]
    assert any("exceptions.connect_refused is missing" in each for each in found)
    assert any(
        "login_refused has the placeholders ['host'], the code has the values []" in each for each in found
    )
