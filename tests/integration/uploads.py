"""Uploading a file as the frontend does: over HTTP, then its id into the flow."""

from typing import Any

from aiohttp import FormData


async def upload(client: Any, text: str | bytes) -> str:
    """Post a devices.yaml; returns its id."""
    form = FormData()
    form.add_field("file", text, filename="devices.yaml", content_type="application/yaml")
    response = await client.post("/api/file_upload", data=form)
    assert response.status == 200, await response.text()
    file_id: str = (await response.json())["file_id"]
    return file_id
