"""What holds for every test: the network ends at this machine, and nothing is left running."""

import sys

from network_guard import refuse_the_outside

sys.addaudithook(refuse_the_outside)
