"""The text that Prometheus reads."""

from prometheus_client import REGISTRY

from ipcom.bridge.metrics.prometheus import prometheus_text
from tests.library.bridge.scraped import LAMP_FIGURES, Scraped, figures


def test_each_house_has_its_series() -> None:
    found = Scraped(prometheus_text([figures(), figures(house="attic", presses=1)], "1.2").decode())
    assert found.value("ipcom_build_info", version="1.2") == 1
    assert found.value("ipcom_presses_total", house="home") == 8
    assert found.value("ipcom_presses_total", house="attic") == 1
    assert found.value("ipcom_commands_total", house="home", outcome="refused") == 6
    assert found.value("ipcom_gateway_up", house="home") == 1
    assert found.value("ipcom_broker_up", house="home") == 0
    assert found.value("ipcom_motors_running", house="home") == 2
    assert found.value("ipcom_motor_longest_run_seconds", house="home") == 3.5
    assert not any("thing" in labels for labels in found.labels.values())


def test_buckets_add_up() -> None:
    found = Scraped(prometheus_text([figures()], "1").decode())
    counts = [
        found.value("ipcom_round_trip_seconds_bucket", house="home", le=le) for le in ("0.01", "0.1", "+Inf")
    ]
    assert counts == [4, 6, 7]
    assert found.value("ipcom_round_trip_seconds_count", house="home") == 7
    assert found.value("ipcom_round_trip_seconds_sum", house="home") == 0.75


def test_before_the_first_poll_there_is_no_time_of_it() -> None:
    found = Scraped(prometheus_text([figures(last_poll_at=None)], "1").decode())
    assert not found.has("ipcom_last_poll_timestamp_seconds", house="home")
    assert (
        Scraped(prometheus_text([figures()], "1").decode()).value(
            "ipcom_last_poll_timestamp_seconds", house="home"
        )
        == 1_800_000_000.5
    )


def test_things_by_option() -> None:
    found = Scraped(prometheus_text([figures(by_thing={"lamp": LAMP_FIGURES})], "1").decode())
    assert found.value("ipcom_thing_commands_total", house="home", thing="lamp", outcome="confirmed") == 4
    assert found.value("ipcom_thing_presses_total", house="home", thing="lamp") == 2
    assert not found.has("ipcom_thing_motor_run_seconds_total", house="home", thing="lamp")


def test_the_registry_of_the_process_stays_empty_of_ours() -> None:
    prometheus_text([figures()], "1")
    assert not any(family.name.startswith("ipcom") for family in REGISTRY.collect())
