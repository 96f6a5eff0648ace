"""The kinds that a page offers."""

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.kinds import COVER_CLASSES
from tests.integration.pages import Page


async def test_a_page_offers_every_kind_and_every_class_with_its_icon(page: Page) -> None:
    told = await page.result("ipcom/kinds")
    assert [each["kind"] for each in told["kinds"]] == [kind.value for kind in MappedKind]
    kinds = {each["kind"]: each for each in told["kinds"]}
    assert kinds["valve"]["device_classes"] == ["water", "gas"]
    assert (kinds["gate"]["domain"], kinds["gate"]["impulse"], kinds["gate"]["draws_power"]) == (
        "cover",
        True,
        False,
    )
    assert [each["device_class"] for each in told["cover_classes"]] == list(COVER_CLASSES)
    assert all(each["icon"].startswith("mdi:") for group in told.values() for each in group)
