"""What is said of the link: why there is none, and why it ended; pure."""

from __future__ import annotations

from ...sentence import Sentence

_ADVICE = "or give the IP address of the gateway instead of its name"
_NOTHING_ANSWERS = "cannot connect to {gateway}{_told}; check that the address is right and the gateway is on"


class LinkText(Sentence):
    """The sentences of `CannotConnect`, `AuthenticationFailed` and `ConnectionLost`."""

    # The name
    NAME_SERVER_SILENT = (
        "the name server does not answer for the name {name}; check the network and its name server, "
        + _ADVICE
    )
    NAME_UNKNOWN = "the name {name} is not known; check how it is written, " + _ADVICE
    NAME_NOT_LOOKED_UP = (
        "the name {name} cannot be looked up ({_why}); check the network and its name server, " + _ADVICE
    )
    NAME_AND_ADDRESS_FAIL = (
        "{_unresolved}; the gateway does not answer at its last address either: {_error}",
    )

    # The connection
    CONNECT_UNANSWERED = _NOTHING_ANSWERS
    CONNECT_REFUSED = _NOTHING_ANSWERS
    HOST_UNREACHABLE = _NOTHING_ANSWERS
    CONNECT_FAILED = _NOTHING_ANSWERS

    # The login
    LOGIN_REFUSED = "the gateway refused the login; check the user name, the password and the bus number"
    LOGIN_REFUSED_RETRYING = "refused, retrying: {_error}"
    LOGIN_UNANSWERED = (
        "the gateway accepted the connection but did not answer the login within"
        " {seconds:g} s; check the host and port, or restart the gateway"
    )
    LOGIN_CUT_SHORT = (
        "the gateway accepted the login, but only {size} of the {wanted} bytes of its answer came;"
        " try again, and look for a bad cable or a weak radio link"
    )
    LOGIN_BROKE = "no answer to the login: {_error}"
    LOGIN_CLOSED = (
        "the gateway closed the connection without an answer to the login; "
        "another client may be connected, or the port may belong to something else"
    )
    SPEAKS_PLAINTEXT = "the gateway speaks plaintext"
    LINK_BROKE_AFTER_LOGIN = "the link broke right after the login: {_error}; try again, and end other programs that use the gateway"
    NO_OUTPUTS_AFTER_LOGIN = (
        "the gateway accepted the login but sent no outputs within {seconds:g} s;"
        " restart the gateway if this stays"
    )

    # The end of a link
    OUTPUTS_STOPPED = "the gateway stopped answering: no outputs within {seconds:g} s"
    SESSION_ENDED = "the gateway ended the session"
    CLOSED_BY_GATEWAY = "the gateway closed the connection"
    CLOSED_BY_US = "the connection was closed"
    CONNECTION_BROKE = "the connection broke: {_error}"
    READ_NO_MORE = "the connection is read no more"
    READING_FAILED = "the client failed while reading: {fault}"
    TASK_ENDED = "the task {task} of the client ended: {fault}"
