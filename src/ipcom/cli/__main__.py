"""Run the command line as `python -m ipcom.cli`."""

from . import process

process()
