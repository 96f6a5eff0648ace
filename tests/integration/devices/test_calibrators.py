"""Who calibrates which cover."""

from custom_components.ipcom.devices.calibrators import FORM_S, Calibrator, Calibrators, Place
from custom_components.ipcom.library import OutputAddress

UP, DOWN, OTHER = (OutputAddress.parse(place) for place in ("5/2", "5/1", "5/3"))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_at_a_time_for_a_cover_and_the_next_one_is_told_who_it_is() -> None:
    calibrators = Calibrators(Clock())
    form, page = Calibrator(Place.FORM), Calibrator(Place.PANEL, "Ann")
    assert calibrators.begin(page, (UP, DOWN)) is None
    assert calibrators.begin(page, (UP, DOWN)) is None
    assert calibrators.begin(form, (DOWN, OTHER)) is page
    assert calibrators.begin(form, (OTHER,)) is None
    calibrators.end(page)
    calibrators.end(page)
    assert calibrators.begin(form, (UP, DOWN)) is None


def test_of_two_forms_the_newer_one_goes_on() -> None:
    calibrators = Calibrators(Clock())
    calibrators.begin(Calibrator(Place.FORM), (UP, DOWN))
    assert calibrators.begin(Calibrator(Place.FORM), (UP, DOWN)) is None


def test_a_form_that_nobody_has_pressed_for_long_holds_no_cover() -> None:
    clock = Clock()
    calibrators = Calibrators(clock)
    form, page = Calibrator(Place.FORM), Calibrator(Place.PANEL, "Ann")
    calibrators.begin(form, (UP, DOWN))
    clock.now = FORM_S - 1
    assert calibrators.begin(page, (UP, DOWN)) is form
    calibrators.begin(form, (UP, DOWN))
    clock.now += FORM_S - 1
    assert calibrators.begin(page, (UP, DOWN)) is form
    clock.now += 1
    assert calibrators.begin(page, (UP, DOWN)) is None
    clock.now += 10 * FORM_S
    assert calibrators.begin(form, (UP, DOWN)) is page
