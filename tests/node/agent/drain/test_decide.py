"""A worker is stopped when it takes no task and has had none twice; never before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_agent.drain.decide import QUIET_LOOKS, Seen, Step, decide

QUIET = Seen(runs=True, queues=frozenset(), tasks=())


@pytest.mark.parametrize(
    ("seen", "quiet", "done"),
    [
        (Seen(True, frozenset({"b", "a"}), ()), 1, (Step.CLOSE, 0, "it takes tasks of a, b")),
        (Seen(True, frozenset(), ("a", "b")), 1, (Step.WAIT, 0, "it has 2 tasks")),
        (Seen(True, frozenset(), ("a",)), 0, (Step.WAIT, 0, "it has 1 task")),
        (QUIET, 0, (Step.WAIT, 1, "it has no task")),
        (QUIET, 1, (Step.STOP, 2, "it has had no task twice")),
        (Seen(True, None, None), 1, (Step.WAIT, 0, "the worker does not answer")),
        (Seen(True, frozenset(), None), 1, (Step.WAIT, 0, "the worker does not answer")),
        (Seen(False, None, None), 0, (Step.STOP, 0, "the worker does not run")),
    ],
)
def test_what_is_done(seen: Seen, quiet: int, done: tuple[Step, int, str]) -> None:
    assert decide(seen, quiet) == done


looks = st.lists(
    st.builds(
        Seen,
        runs=st.just(True),
        queues=st.one_of(st.none(), st.sampled_from([frozenset[str](), frozenset({"default"})])),
        tasks=st.one_of(st.none(), st.sampled_from([(), ("a",), ("a", "b")])),
    ),
    max_size=30,
)


@given(looks)
def test_one_that_runs_is_stopped_only_after_quiet_looks_in_a_row(seen: list[Seen]) -> None:
    quiet = 0
    for number, each in enumerate(seen, start=1):
        step, quiet, _ = decide(each, quiet)
        if step is Step.STOP:
            assert seen[number - QUIET_LOOKS : number] == [QUIET] * QUIET_LOOKS
            return
