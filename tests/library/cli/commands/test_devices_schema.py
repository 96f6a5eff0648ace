"""The schema as the command prints it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import yaml

from tests.library.cli.cli_rig import Ipcom, run_process


def test_what_is_printed_is_a_schema_that_takes_a_house(ipcom: Ipcom, house_file: Path) -> None:
    ended = ipcom("devices", "schema")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(ended.json)
    jsonschema.validate(yaml.safe_load(house_file.read_text("utf-8")), ended.json)
    assert ipcom("devices", "schema", "--json").out == ended.out


def test_the_real_command_needs_neither_gateway_nor_file() -> None:
    ended = run_process("devices", "schema")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["properties"].keys() == {"lights", "switches", "shutters"}


def test_the_help_tells_how_an_editor_gets_it(ipcom: Ipcom) -> None:
    said = ipcom("devices", "schema", "--help").out
    assert "# yaml-language-server: $schema=devices.schema.json" in said
    assert "ipcom devices schema > devices.schema.json" in said
