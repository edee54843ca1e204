"""What Airflow's StatsD client sends is read; what else comes there does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_agent.telemetry.metrics.statsd import Kind, Sample, samples


@pytest.mark.parametrize(
    ("datagram", "sample"),
    [
        (b"airflow.scheduler_heartbeat:1|c", Sample("scheduler_heartbeat", Kind.COUNTER, 1)),
        (b"airflow.ti_failures:1|c|@0.25", Sample("ti_failures", Kind.COUNTER, 4)),
        (b"airflow.executor.open_slots:31|g", Sample("executor.open_slots", Kind.GAUGE, 31)),
        (b"airflow.x:+2|g", Sample("x", Kind.GAUGE, 2, relative=True)),
        (b"airflow.x:-2.5|g", Sample("x", Kind.GAUGE, -2.5, relative=True)),
        (b"airflow.x:12.25|ms", Sample("x", Kind.TIMER, 12.25)),
        (b"x:1|c|#dag_id:d", Sample("x", Kind.COUNTER, 1)),
        (
            b"airflow.dag_processing.processes:-1|c",
            Sample("dag_processing.processes", Kind.COUNTER, -1),
        ),
    ],
)
def test_a_sample_is_read(datagram: bytes, sample: Sample) -> None:
    assert list(samples(datagram)) == [sample]


def test_a_datagram_may_hold_several() -> None:
    assert [each.name for each in samples(b"a:1|c\nb:2|g\n")] == ["a", "b"]


@pytest.mark.parametrize(
    "datagram",
    [b"", b"x", b"x:1", b"x:|c", b"x:one|c", b"x:1|h", b"x:1|c|@0", b"x:1|c|@no", b":1|c", b"\xff"],
)
def test_what_is_no_statsd_is_nothing(datagram: bytes) -> None:
    assert list(samples(datagram)) == []


@pytest.mark.parametrize("value", [b"nan|g", b"inf|g", b"-inf|g", b"1e101|g", b"1|c|@1e-101"])
def test_what_cloudwatch_refuses_is_nothing(value: bytes) -> None:
    assert list(samples(b"x:" + value)) == []


@given(st.binary(max_size=200))
def test_nothing_that_comes_is_an_error(datagram: bytes) -> None:
    for sample in samples(datagram):
        assert abs(sample.value) < 1e100
