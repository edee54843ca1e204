"""One episode: a cloud, faults from a seed, and what must hold at every step and in the end."""

from __future__ import annotations

from dataclasses import dataclass

from .faults import heal, inject
from .world import ViolationError, World

WARM_S, FAULTS_S, SETTLE_S = 40.0, 240.0, 200.0


@dataclass(frozen=True)
class Outcome:
    """What came of a seed: how many faults there were, and what was violated, if anything."""

    seed: int
    faults: int
    moves: int
    violation: str
    timeline: tuple[str, ...]


def episode(seed: int, faults: int = 30) -> Outcome:
    """Let so many faults happen in four minutes, then see the cloud settle."""
    world, injected, violation = World(seed), 0, ""
    try:
        world.engine.run(WARM_S)
        if len(world.active()) != 1:
            world.violation("nobody schedules, and nothing has happened yet")
        for _ in range(faults):
            world.engine.run(world.engine.now + world.random.uniform(0, 2 * FAULTS_S / faults))
            injected += inject(world)
        heal(world)
        world.engine.run(world.engine.now + SETTLE_S)
        active = world.active()
        if len(active) != 1:
            names = [each.host.name for each in active]
            world.violation(f"{SETTLE_S:.0f} s after the last fault {names or 'nobody'} schedules")
    except ViolationError as error:
        violation = str(error)
    count = injected + world.network.troubles
    return Outcome(seed, count, world.table.moves, violation, tuple(world.timeline))
