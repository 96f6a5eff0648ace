"""What holds for every test: the network ends at this machine, and nothing is left running."""

import signal
import sys

import pytest

from tests.network_guard import refuse_the_outside
from tests.recorded import Recorded

sys.addaudithook(refuse_the_outside)

# A shell lets what it starts in the background ignore Ctrl-C, and so would the programs that tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`script/record_forms` gives this option."""
    parser.addoption("--record-forms", action="store_true", help="write tests/fixtures/recorded anew")


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Recorded:
    """The recorded forms of what is stored and of what other programs read."""
    return Recorded(recording=request.config.getoption("--record-forms"))
