"""Other travel times for a shutter, proposed from the runs that are made anyway; pure.

`RunObserver` makes runs of the changes that a client tells of, `RunHistory` keeps those that matter, over restarts too,
and `propose_times` says what they speak for. What a run tells, and what not: `times_proposal.py`.
"""

from __future__ import annotations

from .observed_run import ObservedRun, RunEnd, RunObserver
from .run_evidence import RunGroup
from .run_history import RunHistory, RunStart, StoppedRun
from .times_proposal import ProposalBasis, TimesProposal, propose_times

__all__ = [
    "ObservedRun",
    "ProposalBasis",
    "RunEnd",
    "RunGroup",
    "RunHistory",
    "RunObserver",
    "RunStart",
    "StoppedRun",
    "TimesProposal",
    "propose_times",
]
