"""What holds for every test: the network ends at this machine, and nothing is left running."""

import signal
import sys

from network_guard import refuse_the_outside

sys.addaudithook(refuse_the_outside)

# A shell lets what it starts in the background ignore Ctrl-C, and so would the programs that tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
