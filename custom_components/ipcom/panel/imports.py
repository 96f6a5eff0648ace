"""The commands that import a file, carry an import out, and export."""

from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import async_response, websocket_command
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_TYPICAL_TIME
from ..coordinator import IPComConfigEntry
from ..devices.mapping import from_subentries
from ..imports.apply_plan import async_apply_plan
from ..imports.devices_file import FILE_NAME, MAX_BYTES, read_content
from ..imports.export_view import export_text
from ..imports.pending_import import PendingImport
from ..imports.typical_time import with_typical_time
from .asked import OF_ENTRY, asked_entry, async_not_found
from .import_lines import plan_lines, problem_line
from .import_sessions import ImportSession, async_begin, async_end, async_session
from .texts import Text, text

IMPORT_OVER = "import_over"
OF_IMPORT: dict[str | probatio.Marker, Any] = {probatio.Required("token"): str}
"""The part of a command's schema that names an import which the page has begun."""


@websocket_command(
    {probatio.Required("type"): "ipcom/import/file", **OF_ENTRY, probatio.Required("text"): str}
)
@async_response
async def import_file(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Read the text of a devices.yaml, and plan its import."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    content = msg["text"].encode()[: MAX_BYTES + 1]
    session = async_begin(hass, connection, msg["id"], entry.entry_id)
    file = await hass.async_add_executor_job(read_content, content, FILE_NAME)
    if file.usable:
        session.pending = PendingImport.of(file, from_subentries(entry.subentries))
    connection.send_result(
        msg["id"],
        {
            "token": session.token,
            "problems": [problem_line(each) for each in file.problems],
            "warnings": [problem_line(each) for each in file.warnings],
            "plan": None if session.pending is None else plan_lines(session.pending.plan),
        },
    )


@websocket_command(
    {
        probatio.Required("type"): "ipcom/import/apply",
        **OF_IMPORT,
        probatio.Optional("typical_time"): probatio.Maybe(probatio.Coerce(float)),
    }
)
@callback
def import_apply(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Carry out the plan that was shown; one that has changed meanwhile is shown again."""
    if (found := asked_import(hass, connection, msg)) is None:
        return
    session, entry = found
    if (pending := session.pending) is None:
        async_not_found(connection, msg, IMPORT_OVER)
        return
    mistake = None
    if pending.renew(from_subentries(entry.subentries)):
        plan, mistakes = with_typical_time(pending.plan, {CONF_TYPICAL_TIME: msg.get("typical_time")})
        if not mistakes:
            async_end(hass, connection, session)
            async_apply_plan(hass, entry, plan, pending.file.relay_keys)
            done = {"done": True, "added": len(plan.added), "changed": len(plan.changed)}
            connection.send_result(msg["id"], done)
            return
        mistake = mistake_text(mistakes[CONF_TYPICAL_TIME])
    answer = {"done": False, "plan": plan_lines(pending.plan)}
    connection.send_result(msg["id"], answer | ({"mistake": mistake} if mistake else {}))


@websocket_command({probatio.Required("type"): "ipcom/import/end", **OF_IMPORT})
@callback
def import_end(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Forget an import that its page gives up."""
    if found := asked_import(hass, connection, msg):
        async_end(hass, connection, found[0])
        connection.send_result(msg["id"])


@websocket_command({probatio.Required("type"): "ipcom/export", **OF_ENTRY})
@callback
def export(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return the mapping as a devices.yaml."""
    if entry := asked_entry(hass, connection, msg):
        connection.send_result(msg["id"], {"filename": FILE_NAME, "text": export_text(entry)})


@callback
def asked_import(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> tuple[ImportSession, IPComConfigEntry] | None:
    """Return the import that a command names, and its entry; if one is gone, answer so and return None."""
    if (session := async_session(hass, connection, msg["token"])) is None:
        async_not_found(connection, msg, IMPORT_OVER)
        return None
    entry = asked_entry(hass, connection, {**msg, "entry_id": session.entry_id})
    if entry is None:
        async_end(hass, connection, session)
        return None
    return session, entry


def mistake_text(key: str) -> Text:
    """Return a mistake of a form in the words of the options flow."""
    return text("options", f"error.{key}")
