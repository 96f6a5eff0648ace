"""Home Assistant's HTTP interface."""

from __future__ import annotations

import aiohttp

from .errors import DemoError
from .json_types import Json
from .ports import LOOPBACK
from .process import HomeAssistantProcess
from .waiting import until

START_S = 120.0
"""A slow machine's first start; usually it takes five."""


class Web:
    """Requests to one Home Assistant; `token` once somebody logged in."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self.session = session
        self.url = f"http://{LOOPBACK}:{port}"
        self.token = ""

    async def wait_until_it_answers(self, process: HomeAssistantProcess) -> None:
        """Return when the web server is up; raises `DemoError` if that takes too long."""

        async def answers() -> bool:
            process.check()
            return await self._answers()

        await until(answers, START_S, "Home Assistant answers")

    async def get(self, path: str) -> Json:
        """Return the answer's JSON."""
        async with self.session.get(self.url + path, headers=self._headers) as response:
            return await _content(path, response)

    async def post(self, path: str, content: object) -> Json:
        """Send JSON, return the answer's."""
        async with self.session.post(self.url + path, json=content, headers=self._headers) as response:
            return await _content(path, response)

    async def delete(self, path: str) -> Json:
        """Delete what the path names and return the answer's JSON."""
        async with self.session.delete(self.url + path, headers=self._headers) as response:
            return await _content(path, response)

    async def post_form(self, path: str, fields: dict[str, str]) -> Json:
        """Send a form as a browser does."""
        async with self.session.post(self.url + path, data=fields) as response:
            return await _content(path, response)

    async def upload(self, name: str, content: bytes) -> str:
        """Upload a file and return the ID that a form takes."""
        form = aiohttp.FormData()
        form.add_field("file", content, filename=name)
        path = "/api/file_upload"
        async with self.session.post(self.url + path, data=form, headers=self._headers) as response:
            answer = await _content(path, response)
        return str(answer["file_id"])

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    async def _answers(self) -> bool:
        try:
            async with self.session.get(self.url + "/manifest.json") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False


async def _content(path: str, response: aiohttp.ClientResponse) -> Json:
    if response.status >= 400:
        raise DemoError(f"Home Assistant answered {path} with {response.status}: {await response.text()}")
    return await response.json()
