"""Words that are stored, shown or configured keep their spelling: `tests/fixtures/recorded`."""

from __future__ import annotations

import logging
import pkgutil
from enum import StrEnum
from importlib import import_module
from itertools import product

import pytest

import ipcom
from ipcom import Confidence, Motion, StoredPosition, simulator
from tests.recorded import Recorded


def words_of(names: list[str], module: object) -> dict[str, list[str]]:
    """The values of every public choice."""
    kinds = {name: getattr(module, name) for name in sorted(names)}
    return {
        name: sorted(choice.value for choice in kind)
        for name, kind in kinds.items()
        if isinstance(kind, type) and issubclass(kind, StrEnum)
    }


def test_every_public_choice_has_these_words(recorded: Recorded) -> None:
    recorded.holds("words", words_of(ipcom.__all__, ipcom) | words_of(simulator.__all__, simulator))


def test_faults_are_ordered_by_these_words(recorded: Recorded) -> None:
    words = [line.split(None, 1)[0] for line in simulator.describe_faults().splitlines()]
    recorded.holds("fault_words", words)


def test_loggers_have_these_names(recorded: Recorded) -> None:
    for module in pkgutil.walk_packages(ipcom.__path__, "ipcom."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    names = {name for name in logging.Logger.manager.loggerDict if name.split(".")[0] == "ipcom"}
    recorded.holds("loggers", sorted(names))


def test_positions_are_stored_in_this_form(recorded: Recorded) -> None:
    positions = [
        StoredPosition(40.5, tilt, confidence, 1_800_000_000.25, moving, ours)
        for confidence, moving, ours, tilt in product(Confidence, Motion, (False, True), (None, 75.0))
    ]
    forms = [StoredPosition().to_dict(), *(position.to_dict() for position in positions)]
    recorded.holds("store/positions", sorted(forms, key=str))


def test_stored_positions_are_read_back_without_a_word_lost(
    recorded: Recorded, caplog: pytest.LogCaptureFixture
) -> None:
    for form in recorded.read("store/positions"):
        stored = StoredPosition.from_dict(form)
        assert stored.to_dict() == form
        assert (stored.confidence.value, stored.moving.value) == (form["confidence"], form["moving"])
        assert (stored.position, stored.tilt, stored.at, stored.ours) == (
            form["position"],
            form["tilt"],
            form["at"],
            form["ours"],
        )
    assert not caplog.records
