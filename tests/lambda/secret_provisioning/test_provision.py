"""However a run was cut off, the next one ends with the current token as the only one accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secret_provisioning.adapters import ReplicationGroup, StoredSecret, TokenRefusedError
from secret_provisioning.decide import Action
from secret_provisioning.provision import POLL_SECONDS, OutOfTimeError, provision
from support.broker_token import (
    ANYBODY,
    EVENT,
    CutOffError,
    FakeElastiCache,
    FakeSecretsManager,
    Line,
)


class Setting:
    """A group and a secret, and a clock that only waiting moves."""

    def __init__(self, polls: int = 0) -> None:
        self.line = Line()
        self.elasticache = FakeElastiCache(self.line, polls)
        self.secrets = FakeSecretsManager(self.line)
        self.waited = 0.0

    def run(self, seconds: float = 900) -> list[Action]:
        """Provision with `seconds` to go; return the actions, repetitions told once."""
        deadline = self.waited + seconds
        actions: list[Action] = []
        for decision in provision(
            ReplicationGroup(self.elasticache, EVENT["replication_group_id"]),
            StoredSecret(self.secrets, EVENT["secret_arn"]),
            seconds_left=lambda: deadline - self.waited,
            sleep=self._sleep,
        ):
            if [decision.action] != actions[-1:]:
                actions.append(decision.action)
        return actions

    def run_cut_off(self, calls: int, *, before_effect: bool) -> None:
        """Provision until so many calls to AWS are made, and the next is cut off."""
        self.line.calls_left, self.line.cut_before_effect = calls, before_effect
        try:
            self.run()
        except CutOffError:
            pass
        finally:
            self.line.calls_left = float("inf")

    def _sleep(self, seconds: float) -> None:
        self.waited += seconds

    @property
    def only_the_current_token_is_accepted(self) -> bool:
        """Whether that is so."""
        return self.elasticache.accepted == [self.secrets.current]


def test_a_new_group_takes_the_token_in_two_steps() -> None:
    setting = Setting()
    assert setting.elasticache.accepted == [ANYBODY]
    assert setting.run() == [Action.ROTATE, Action.SET, Action.DONE]
    assert setting.only_the_current_token_is_accepted


def test_waits_for_each_change_to_end() -> None:
    setting = Setting(polls=3)
    wait = Action.WAIT
    assert setting.run() == [Action.ROTATE, wait, Action.SET, wait, Action.DONE]
    assert setting.only_the_current_token_is_accepted


def test_a_second_run_changes_nothing() -> None:
    setting = Setting()
    setting.run()
    setting.line.calls.clear()
    assert setting.run() == [Action.DONE]
    assert set(setting.line.calls) == {
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "elasticache:DescribeReplicationGroups",
    }


def test_a_rotated_secret_replaces_the_token_with_no_moment_without_one() -> None:
    setting = Setting()
    setting.run()
    before = setting.secrets.current
    after = setting.secrets.put()
    accepted: list[list[str]] = []
    for _ in provision(
        ReplicationGroup(setting.elasticache, EVENT["replication_group_id"]),
        StoredSecret(setting.secrets, EVENT["secret_arn"]),
        seconds_left=lambda: 900,
        sleep=lambda _: None,
    ):
        accepted.append(setting.elasticache.accepted)
    assert accepted == [[before, after], [after], [after]]


def test_a_run_that_was_cut_off_between_the_steps_goes_on_with_the_second() -> None:
    setting = Setting(polls=5)
    with pytest.raises(OutOfTimeError, match="invoke again"):
        setting.run(seconds=3 * POLL_SECONDS)
    assert setting.run() == [Action.WAIT, Action.SET, Action.WAIT, Action.DONE]
    assert setting.only_the_current_token_is_accepted


def test_a_replaced_group_does_not_pass_for_the_one_before() -> None:
    setting = Setting()
    setting.run()
    setting.elasticache.replace()
    assert setting.run() == [Action.ROTATE, Action.SET, Action.DONE]
    assert setting.only_the_current_token_is_accepted


def test_a_rotation_that_is_taken_back_half_way_leaves_the_old_token_alone() -> None:
    setting = Setting(polls=5)
    setting.run()
    setting.secrets.put()
    with pytest.raises(OutOfTimeError):
        setting.run(seconds=3 * POLL_SECONDS)
    setting.secrets.make_current("version-1")
    setting.run()
    assert setting.elasticache.accepted == [setting.secrets.values["version-1"]]


def test_a_group_that_becomes_busy_is_waited_for() -> None:
    setting = Setting()
    setting.elasticache.busy_with_something_else = True
    assert setting.run() == [Action.WAIT, Action.ROTATE, Action.SET, Action.DONE]
    assert setting.only_the_current_token_is_accepted


def test_stops_at_once_at_a_group_that_is_being_deleted() -> None:
    setting = Setting()
    setting.elasticache.status = "deleting"
    with pytest.raises(ValueError, match="deleting"):
        setting.run()
    assert setting.waited == 0


def test_a_token_that_elasticache_never_takes_is_no_endless_loop() -> None:
    setting = Setting()
    setting.secrets.values["version-1"] = "too short"
    setting.line.calls_left = 50
    with pytest.raises(TokenRefusedError, match="ROTATE") as refused:
        setting.run()
    assert "too short" not in str(refused.value)
    assert refused.value.__cause__ is None


MISHAPS = st.one_of(
    st.just(("put", 0, False)),
    st.tuples(st.just("take back"), st.integers(0, 5), st.booleans()),
    st.just(("replace", 0, False)),
    st.tuples(st.just("cut off"), st.integers(0, 9), st.booleans()),
    st.just(("run", 0, False)),
)


@given(st.lists(MISHAPS, max_size=12))
def test_whatever_went_before(mishaps: list[tuple[str, int, bool]]) -> None:
    setting = Setting()
    for what, number, before_effect in mishaps:
        if what == "put":
            setting.secrets.put()
        elif what == "take back":
            versions = sorted(setting.secrets.values)
            setting.secrets.make_current(versions[number % len(versions)])
        elif what == "replace":
            setting.elasticache.replace()
        elif what == "cut off":
            setting.run_cut_off(number, before_effect=before_effect)
        else:
            setting.run()
    setting.run()
    assert setting.only_the_current_token_is_accepted
    assert setting.run() == [Action.DONE]
