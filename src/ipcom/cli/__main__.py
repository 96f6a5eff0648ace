"""`python -m ipcom.cli` is `ipcom`."""

from . import main

main()
