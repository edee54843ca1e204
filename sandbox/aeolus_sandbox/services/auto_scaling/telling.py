"""Keeps what a group does, and tells of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aeolus_sandbox.api.scaling import Activity, Book
from aeolus_sandbox.supervisor.world import World

from . import activities, notices, pooling


class Teller:
    """Notes the activities of one group.

    What is to be told is in `told`, for after the book's lock: who hears of it may call the API.
    """

    def __init__(self, world: World, book: Book, moto: Any) -> None:
        """`moto` is the group."""
        self._world, self._book, self._moto = world, book, moto
        self.told: list[Callable[[], None]] = []

    def _note(
        self,
        verb: str,
        instance_id: str | None,
        cause: str,
        state: Any,
        zone: str = "",
        into: str = "",
    ) -> Activity:
        zone = state.availability_zone if state is not None else zone
        subnet = getattr(state.instance, "subnet_id", None) if state is not None else None
        activity = activities.begun(self._moto, verb, instance_id, cause, zone, subnet, into)
        self._book.note(activity)
        return activity

    def _tell(self, state: Any, activity: Activity, result: str) -> None:
        """Tell how a launch, of no instance yet where there is no state, or a departure ended."""
        instance = state.instance if state is not None else None
        between = notices.IN if state is None else self._route(state)
        self.told.append(
            lambda: notices.moved(self._world, self._moto, instance, activity, between, result)
        )

    def _route(self, state: Any) -> notices.Route:
        return pooling.route(state, self._book.record(state.instance.id))
