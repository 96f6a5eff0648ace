"""What is said of faults and houses: a code, and the names and numbers as values."""

import pytest

from ipcom import ConfigurationError
from ipcom.simulator import Faults


def test_a_fault_of_more_than_all_has_a_code() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Faults(ignore_writes_percent=101)
    assert caught.value.code == "fault_more_than_all"
    assert caught.value.values == {"fault": "ignore_writes_percent", "value": 101}
