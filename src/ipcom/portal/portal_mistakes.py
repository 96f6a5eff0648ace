"""What goes wrong at the portal: the sentences of its errors; pure. None of them holds a sentence of the portal's."""

from __future__ import annotations

from ..sentence import Sentence


class PortalMistake(Sentence):
    """A portal that refuses, cannot be reached, or answers what no portal answers."""

    PORTAL_LOGIN_REFUSED = (
        "The portal refused the login: check the user name and the password of your portal account."
    )
    PORTAL_SESSION_OVER = "The portal no longer knows this login: log in again."
    PORTAL_UNREACHABLE = (
        "The portal cannot be reached: check the connection to the internet, or try again later."
    )
    PORTAL_NOT_TRUSTED = (
        "The server did not prove that it is the portal, so nothing was sent:"
        " check the clock and the network of this machine."
    )
    PORTAL_TIMED_OUT = "The portal did not answer within {seconds:g} s: try again later."
    PORTAL_REDIRECTS = (
        "The portal sends its visitors to another address, where nothing was sent: try again later."
    )
    PORTAL_STATUS = "The portal answers with the error {status}: try again later."
    PORTAL_NO_SERVICE = "A web page answered instead of the portal: try again later; the portal may be gone."
    PORTAL_PACKED = "The portal packed its answer, which was not asked for: try again later."
    PORTAL_NOT_XML = "The portal's answer is not XML (line {line}): try again later."
    PORTAL_DOCTYPE = "The portal's answer declares a document type, which is refused: try again later."
    PORTAL_TOO_LARGE = "The portal's answer is larger than {megabytes} MB: try again later."
    PORTAL_TOO_MANY = "The portal's answer has more elements than any house needs: try again later."
    PORTAL_UNEXPECTED = (
        "The portal's answer does not fit the question: try again later; the portal may have changed."
    )

    PORTAL_USER_NAME_LONG = "the user name has more than {characters} characters", "type it again"
    PORTAL_PASSWORD_LONG = "the password has more than {characters} characters", "type it again"
    PORTAL_USER_NAME_UNSENDABLE = "the user name has a character that cannot be sent", "type it again"
    PORTAL_PASSWORD_UNSENDABLE = "the password has a character that cannot be sent", "type it again"
    PORTAL_NOT_HTTPS = "the portal is spoken to by https only", "begin its address with https://"
