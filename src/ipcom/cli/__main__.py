"""Run the command line as `python -m ipcom.cli`."""

from . import main

main()
