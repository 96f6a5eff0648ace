"""What is said of a client as a whole: whether it runs, and where it may be used; pure."""

from __future__ import annotations

from ..sentence import Sentence


class ClientText(Sentence):
    """Sentences of `ConnectionLost` and of the status of the link."""

    NOT_STARTED_YET = "the client has not been started"
    START_GIVEN_UP = "the start was given up"
    START_CANCELLED = "{gateway}: the start was cancelled by other code; start again"
    NAME_SERVER_LATE = "{gateway} was not online within {seconds:g} s: {_hindrance}"
    NOT_ONLINE_IN_TIME = (
        "{gateway} was not online within {seconds:g} s; check that the gateway is on, or wait longer"
    )
    NO_OUTPUTS_IN_TIME = "no outputs within {seconds:g} s: {_why}"
    NOTHING_READ = "nothing has been read yet: start the client first"
    NOT_STARTED = "the client was not started: use `async with client` or `start()`"
    CLOSED = "the client was closed"
    CLOSED_FOR_GOOD = "the client was closed, which is for good: make a new one"
    CLOSED_BEFORE_CONFIRMED = "the client was closed before the command was confirmed"
    PLANNING_BROKE = "the client failed while planning: {fault}; try again"
    LOOP_ENDED = (
        "the client of {gateway} was started in an event loop that has ended:"
        " make a new client in each asyncio.run, and close it there"
    )
    OTHER_LOOP = (
        "the client of {gateway} belongs to another event loop: make a client for each loop,"
        " or use ipcom.blocking"
    )

    # The blocking client
    BLOCKING_NOT_RUNNING = "the client is not running: use `with client`, or `start()` a new one"
    BLOCKING_CLOSED = "the client was closed: make a new one"
    BLOCKING_CLOSED_MEANWHILE = "the client was closed meanwhile"
    BLOCKING_FORKED = (
        "the client was started before os.fork(), and runs in the process that started it:"
        " make a new client in each process"
    )
