"""The dashboard and the alerts name metrics and labels that a bridge has."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ipcom.bridge.metrics.prometheus import prometheus_text
from tests.library.bridge.scraped import Scraped, figures

EXAMPLES = Path(__file__).parents[3] / "examples"
DASHBOARD: dict[str, Any] = json.loads((EXAMPLES / "grafana/ipcom-bridge.json").read_text("utf-8"))
RULES = [
    rule
    for group in yaml.safe_load((EXAMPLES / "prometheus/ipcom-alerts.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
EXPRESSIONS = [
    *(target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]),
    *(rule["expr"] for rule in RULES),
]
SERIES = Scraped(prometheus_text([figures()], "1").decode()).labels
OUTCOMES = {"confirmed", "superseded", "failed", "refused"}
OF_PROMETHEUS = {"up": {"job", "instance"}}


def mistakes(expression: str) -> list[str]:
    """What an expression names that is not there. Its functions are told from metrics by their bracket."""
    known = SERIES | OF_PROMETHEUS
    names = re.findall(r"\b(?:ipcom_\w+|up)\b", expression)
    labels = set[str]().union(*(known.get(name, set()) for name in names))
    used = re.findall(r"(\w+)\s*=~?", re.sub(r"==", "", expression))
    used += re.findall(r"\w+", " ".join(re.findall(r"\bby \(([^)]*)\)", expression)))
    outcomes = re.findall(r'outcome="(\w+)"', expression)
    wrong = [name for name in names if name not in known] + [name for name in used if name not in labels]
    return wrong + [each for each in outcomes if each not in OUTCOMES]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_names_what_is_there(expression: str) -> None:
    assert re.search(r"\b(ipcom_\w+|up)\b", expression)
    assert not mistakes(expression)


@pytest.mark.parametrize(
    ("expression", "wrong"),
    [
        ("ipcom_gateway_upp == 0", "ipcom_gateway_upp"),
        ('ipcom_gateway_up{home="x"}', "home"),
        ("sum by (home) (ipcom_gateway_up)", "home"),
        ("sum by (outcome) (ipcom_presses_total)", "outcome"),
        ('ipcom_commands_total{outcome="lost"}', "lost"),
    ],
)
def test_a_wrong_name_is_found(expression: str, wrong: str) -> None:
    assert mistakes(expression) == [wrong]


def test_the_dashboard_asks_for_its_data_source_and_its_houses() -> None:
    variables = {each["name"]: each for each in DASHBOARD["templating"]["list"]}
    assert variables["datasource"]["type"] == "datasource"
    assert variables["house"]["definition"] == "label_values(ipcom_gateway_up, house)"
    assert {panel["datasource"]["uid"] for panel in DASHBOARD["panels"]} == {"${datasource}"}
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_an_alert_says_which_house_it_is_about() -> None:
    for rule in RULES:
        where = "instance" if rule["alert"] == "IpcomBridgeGone" else "house"
        assert f"$labels.{where}" in rule["annotations"]["summary"]
