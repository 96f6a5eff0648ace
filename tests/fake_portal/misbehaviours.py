"""What goes wrong at a portal, and what an attacker in its place would try."""

import asyncio
import gzip

from tests.fake_portal.server import Answer, Misbehaviour, Request, envelope

SITES = "CheckSiteVersion"


def always(answer: Answer, operation: str = "LoginNeo") -> Misbehaviour:
    """Give this answer whatever is asked of one operation."""

    async def misbehave(request: Request, writer: asyncio.StreamWriter) -> bool:
        if request.operation != operation:
            return False
        writer.write(answer.head_and_body())
        await writer.drain()
        return True

    return misbehave


async def hang(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Accept, and say nothing for ever."""
    await asyncio.Event().wait()
    return True


async def drip(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Begin an answer, and send a byte of it now and then: no single wait is long."""
    writer.write(Answer(b"", headers={"Content-Length": "100000"}).head_and_body())
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


async def close_at_once(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Take the request, and close."""
    return True


async def half_an_answer(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Close in the middle of the answer."""
    writer.write(Answer(envelope("<x/>"), headers={"Content-Length": "5000"}).head_and_body())
    await writer.drain()
    return True


BROKEN_XML = always(Answer(envelope("<LoginNeoResponse><LoginNeoResult><ID>1</LoginNeoResult>")))
NOT_XML = always(Answer("Server busy, try later"))
EMPTY = always(Answer(""))
NOT_UTF8 = always(Answer(envelope("<a>\xe9</a>").encode("latin-1")))
ANOTHER_ANSWER = always(Answer(envelope('<Hello xmlns="http://tempuri.org/" />')))
WEB_PAGE = always(Answer("<html><body>For sale</body></html>", content_type="text/html"))
NO_CONTENT_TYPE = always(Answer("<html/>", content_type=""))
NOT_FOUND = always(Answer("<html/>", "404 Not Found", content_type="text/html"))
FAULT = always(
    Answer(
        envelope(
            "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>secret words</faultstring></soap:Fault>"
        ),
        "500 Internal Server Error",
    )
)

TEN_MEGABYTES = always(Answer(envelope("<a>" + "x" * 10_000_000 + "</a>")))
MANY_ELEMENTS = always(Answer(envelope("<a/>" * 900_000)))
DEEP = always(Answer(envelope("<a>" * 5000 + "</a>" * 5000)))
ZIPPED = always(Answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}))

BOMB = always(
    Answer(
        '<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {name} "{f"&{inner};" * 10}">'
            for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]><bomb>&i;</bomb>"
    )
)
FOREIGN_FILE = always(
    Answer('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd">]><a>&file;</a>')
)
FOREIGN_DTD = always(Answer('<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'))
DOCTYPE_ONLY = always(Answer("<!DOCTYPE a><a/>"))


def redirect(location: str, status: str = "302 Found", operation: str = "LoginNeo") -> Misbehaviour:
    """Send the caller somewhere else."""
    return always(Answer("", status, {"Location": location}), operation)
