"""The words for what turns slats are stored in configurations: they stay."""

from ipcom.model.tilt_model import TiltModel


def test_the_usual_model_stands_first() -> None:
    assert [model.value for model in TiltModel] == ["first_part", "closed_end", "own_motor"]
