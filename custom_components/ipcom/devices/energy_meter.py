"""Counts the energy of one output from what it draws; pure."""

_JOULES_IN_KWH = 3_600_000.0


class EnergyMeter:
    """The energy of one output in kWh. Its power is constant between two changes; moments are in seconds."""

    def __init__(self, kwh: float, watts: float | None, now: float) -> None:
        """Begin with the energy from before; `watts` is None while the power is not known."""
        self.kwh = kwh
        self.watts = watts
        self._before = watts
        """The last power that was known."""
        self._since = now

    def set_power(self, watts: float | None, now: float) -> None:
        """Count up to `now`, and go on with another power, or with None while the link is down.

        The time without a link counts if the power is the same before and after it, else not.
        """
        drawn = watts if self.watts is None and watts == self._before else self.watts
        if self.watts is None and watts is None:
            return
        self._count(drawn, now)
        self.watts = watts
        self._before = self._before if watts is None else watts

    def count(self, now: float) -> None:
        """Count up to `now`, unless the power is not known."""
        if self.watts is not None:
            self._count(self.watts, now)

    def _count(self, watts: float | None, now: float) -> None:
        self.kwh += (watts or 0.0) * max(now - self._since, 0.0) / _JOULES_IN_KWH
        self._since = now
