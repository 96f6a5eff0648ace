"""The portal as a server on loopback: HTTP by hand, so that it can answer anything at all."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from xml.etree import ElementTree as ET

from tests.fake_portal.houses import VILLA, Site, tag

PATH = "/gateway/MyLoginService.asmx"
OURS = "http://tempuri.org/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
COOKIE = "ASP.NET_SessionId=quite-a-session"


@dataclass
class Request:
    """What somebody asked of the portal."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    operation: str = ""
    arguments: dict[str, str] = field(default_factory=dict)


@dataclass
class Answer:
    """What the portal says; `pieces` follow the body one after the other."""

    body: str | bytes = ""
    status: str = "200 OK"
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "text/xml; charset=utf-8"

    def head_and_body(self) -> bytes:
        body = self.body.encode() if isinstance(self.body, str) else self.body
        headers = {
            "Content-Type": self.content_type,
            "Content-Length": str(len(body)),
            "Connection": "close",
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in headers.items() if value)]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


Misbehaviour = Callable[[Request, asyncio.StreamWriter], Awaitable[bool]]
"""Looks at a request first; returns whether it has dealt with it."""


class FakePortal:
    """A portal with one owner. `async with` opens it; `url` is where it listens, `requests` what it was asked."""

    def __init__(
        self,
        *sites: Site,
        username: str = "owner@example.org",
        password: str = "p&ss <wörd>",
        tls: ssl.SSLContext | None = None,
        misbehave: Misbehaviour | None = None,
    ) -> None:
        self.sites: tuple[Site, ...] = sites or (VILLA,)
        self.owner = (username, password)
        self.misbehave = misbehave
        self.refusal = tag("ID", 0)
        self.requests: list[Request] = []
        self._tls = tls
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    @property
    def port(self) -> int:
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def url(self) -> str:
        if self._tls:
            return f"https://localhost:{self.port}{PATH}"
        return f"http://127.0.0.1:{self.port}{PATH}"

    @property
    def asked(self) -> list[str]:
        """The operations that were asked for, in order."""
        return [request.operation for request in self.requests]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open.add(task)
        try:
            if self._tls:  # here, so that a visitor who turns away is no error of the loop's
                await writer.start_tls(self._tls)
            await self._answer(await read_request(reader), writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        answer = self._understand(request)
        self.requests.append(request)
        if self.misbehave and await self.misbehave(request, writer):
            return
        answer = answer or self._operation(request)
        writer.write(answer.head_and_body())
        await writer.drain()

    def _understand(self, request: Request) -> Answer | None:
        """Read the envelope; return what is wrong with the request."""
        if request.method != "POST" or request.path != PATH:
            return Answer("<html>not here</html>", "404 Not Found", content_type="text/html")
        if request.headers.get("content-type", "").lower() != "text/xml; charset=utf-8":
            return Answer("", "415 Unsupported Media Type")
        envelope = ET.fromstring(request.body.decode("utf-8"))
        body = envelope.find(f"{{{SOAP}}}Body")
        if envelope.tag != f"{{{SOAP}}}Envelope" or body is None or len(body) != 1:
            return fault("no envelope")
        asked = body[0]
        if not asked.tag.startswith(f"{{{OURS}}}"):
            return fault("foreign namespace")
        request.operation = asked.tag.removeprefix(f"{{{OURS}}}")
        request.arguments = {each.tag.removeprefix(f"{{{OURS}}}"): each.text or "" for each in asked}
        if request.headers.get("soapaction") != f'"{OURS}{request.operation}"':
            return fault("the action does not fit")
        return None

    def _operation(self, request: Request) -> Answer:
        if request.operation == "LoginNeo":
            return self._login(request.arguments)
        if request.operation == "CheckSiteVersion":
            if COOKIE not in request.headers.get("cookie", ""):
                return fault("no session")
            return self._site(request.arguments)
        return fault("no such method")

    def _login(self, arguments: dict[str, str]) -> Answer:
        if (arguments.get("username"), arguments.get("passwordws")) != self.owner:
            return result("LoginNeo", self.refusal)
        listed = "".join(site.listed_xml() for site in self.sites)
        answer = result("LoginNeo", tag("ID", 1234), tag("AllowedSites", listed))
        answer.headers = {"Set-Cookie": f"{COOKIE}; path=/; HttpOnly"}
        return answer

    def _site(self, arguments: dict[str, str]) -> Answer:
        site = next((each for each in self.sites if str(each.id) == arguments.get("siteID")), None)
        version = arguments.get("version", "")
        if site is None or not version.isdecimal():
            return fault("which site?")
        wanted = int(version) != site.version
        if site.only_for_version is not None:
            wanted = int(version) == site.only_for_version
        return result("CheckSiteVersion", site.xml() if wanted else "")


async def read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    method, path, _ = first.split(" ")
    return Request(method, path, headers, await reader.readexactly(int(headers.get("content-length", 0))))


def envelope(*content: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{SOAP}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        f"<soap:Body>{''.join(content)}</soap:Body></soap:Envelope>"
    )


def result(operation: str, *content: str) -> Answer:
    inside = tag(f"{operation}Result", *content)
    return Answer(
        envelope(f'<{operation}Response xmlns="http://tempuri.org/">{inside}</{operation}Response>')
    )


def fault(reason: str) -> Answer:
    told = f"<soap:Fault><faultcode>soap:Server</faultcode><faultstring>{reason}</faultstring></soap:Fault>"
    return Answer(envelope(told), "500 Internal Server Error")
