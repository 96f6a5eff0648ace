"""The simulated house: its buses, motors, dimmers and the days of its occupant. Pure: time is an argument."""
