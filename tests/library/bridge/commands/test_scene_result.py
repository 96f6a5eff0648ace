"""What becomes of a scene."""

from ipcom.bridge.commands.command_results import CONFIRMED, CommandEnd, CommandResult, new_decision
from ipcom.bridge.commands.scene_result import SceneResult

LOST = CommandResult(CommandEnd.FAILED, "x", "no link")
OVERTAKEN = CommandResult(CommandEnd.SUPERSEDED, "y", "the wall")


def scene(*results: CommandResult) -> list[CommandResult]:
    told: list[CommandResult] = []
    names = [str(number) for number in range(len(results))]
    whole = SceneResult(new_decision(told.append), names)
    for name, result in zip(names, results, strict=True):
        assert not told
        whole.part(name).decide(result)
    return told


def test_it_is_confirmed_when_all_of_it_is() -> None:
    assert scene(CONFIRMED, CONFIRMED) == [CONFIRMED]


def test_else_the_worst_counts_and_each_is_named() -> None:
    (result,) = scene(OVERTAKEN, CONFIRMED, LOST)
    assert (result.end, result.code) == (CommandEnd.FAILED, "x")
    assert result.text == "0: the wall; 2: no link"
    assert dict(result.parts) == {"0": OVERTAKEN, "2": LOST}
