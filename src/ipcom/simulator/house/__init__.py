"""The simulated house: outputs, motors, dimmers and occupants, without a gateway. Pure: time is an argument."""
