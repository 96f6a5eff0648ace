"""Whether the motor that moves a cover is commanded: a command for the slats may be for a motor of their own."""

from ..library import Shutter, Slats, TiltModel


def curtain_commanded(shutter: Shutter) -> bool:
    """Return whether the last command still works on the motor that opens and closes it."""
    target, times = shutter.target, shutter.travel_times
    own_motor = times is not None and times.tilt_model is TiltModel.OWN_MOTOR
    return target is not None and not (own_motor and isinstance(target, Slats))
