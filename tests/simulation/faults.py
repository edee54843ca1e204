"""What may befall the cloud: each fault ends by itself, or is ended by `heal`."""

from __future__ import annotations

from collections.abc import Callable

from .master import Master
from .network import Place
from .world import World


def _any(world: World) -> Master | None:
    return world.random.choice(list(world.masters.values())) if world.masters else None


def _then(world: World, seconds: float, action: Callable[[], object]) -> None:
    world.engine.at(world.random.uniform(0, seconds), action)


def process(world: World, master: Master) -> str:
    master.scheduler.crash()
    return "its scheduler's process is killed"


def agent(world: World, master: Master) -> str:
    master.kill_agent()
    return "its agent is killed"


def power(world: World, master: Master) -> str:
    world.lose(master)
    return "it loses its power"


def freeze(world: World, master: Master) -> str:
    master.host.freeze()
    _then(world, 45, master.host.thaw)
    return "it stands still"


def freeze_midway(world: World, master: Master) -> str:
    """It believes that it asked long before it did."""

    def freeze() -> None:
        master.host.freeze()
        _then(world, 45, master.host.thaw)

    world.network.asking[master.host.name] = freeze
    return "it stands still when it asks the table next"


def stuck(world: World, master: Master) -> str:
    master.scheduler.stuck = master.scheduler.running
    return "its scheduler, if it runs, beats and does nothing"


def partition(world: World, master: Master) -> str:
    places = world.random.sample(list(Place), world.random.randint(1, 3))
    links = {(master.host.name, place) for place in places}
    world.network.cut |= links
    _then(world, 60, lambda: world.network.cut.difference_update(links))
    return f"it does not reach {', '.join(sorted(places))}"


def wall_clock(world: World, master: Master) -> str:
    master.host.wall_offset = world.random.uniform(-86400, 86400)
    return "its wall clock jumps"


def table_down(world: World, master: Master) -> str:
    return _down(world, Place.TABLE)


def database_down(world: World, master: Master) -> str:
    return _down(world, Place.DATABASE)


def trouble(world: World, master: Master) -> str:
    place = world.random.choice(list(Place))
    world.network.trouble[place] = world.random.uniform(0.05, 0.6)
    _then(world, 40, lambda: world.network.trouble.pop(place, None))
    return f"calls of {place} fail now and then"


def slow(world: World, master: Master) -> str:
    place = world.random.choice(list(Place))
    world.network.slow[place] = world.random.uniform(0.3, 0.9)
    _then(world, 40, lambda: world.network.slow.pop(place, None))
    return f"{place} answers late"


def invocations_lost(world: World, master: Master) -> str:
    world.drop = world.random.choice((0.5, 1.0))

    def over() -> None:
        world.drop = 0.0

    _then(world, 90, over)
    return "invocations of the function are lost"


def everybody(world: World, master: Master) -> str:
    for each in list(world.masters.values()):
        world.lose(each)
    return "all masters are lost at once"


def promote(world: World, master: Master) -> str:
    world.promote(master.host.name)
    return "an operator wants it"


def paused(world: World, master: Master) -> str:
    world.pause(True)
    _then(world, 60, lambda: world.pause(False))
    return "automatic failover is paused"


ALL = (
    *(process, agent, power, freeze, freeze, freeze_midway, stuck, partition, partition),
    *(
        wall_clock,
        table_down,
        table_down,
        database_down,
        trouble,
        slow,
        slow,
        invocations_lost,
        promote,
        paused,
    ),
)
RARE = (everybody,)


def inject(world: World) -> bool:
    """Let something happen; return whether it did."""
    master = _any(world)
    if master is None:
        return False
    fault = world.random.choice(RARE if world.random.random() < 0.02 else ALL)
    world.say(master.host.name, f"FAULT {fault.__name__}: {fault(world, master)}")
    return True


def heal(world: World) -> None:
    """End all faults."""
    world.say("", "all faults end")
    world.network.cut.clear()
    world.network.down.clear()
    world.network.trouble.clear()
    world.network.slow.clear()
    world.drop = 0.0
    world.pause(False)
    for master in world.masters.values():
        master.host.thaw()


def _down(world: World, place: Place) -> str:
    world.network.down.add(place)
    _then(world, 40, lambda: world.network.down.discard(place))
    return f"{place} is down"
