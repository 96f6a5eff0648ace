"""What would be published. tests/library/cli/commands/test_bridge.py tries the check with a broker and a gateway."""

from pathlib import Path

from ipcom.cli.bridging.bridge_check import topics_of
from tests.library.cli.bridging.test_bridged_houses import wish


def test_each_thing_of_each_house_has_its_topic(tmp_path: Path) -> None:
    topics = topics_of(wish(tmp_path, 'houses = ["home", "Holiday home"]'))
    assert len(topics) == 17
    assert topics[0] == {"topic": "ipcom/home/living-left-u", "name": "Living left", "kind": "cover"}
