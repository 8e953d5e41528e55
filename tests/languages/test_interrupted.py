"""A build that is killed at any moment spoils nothing: the next one equals a fresh one.

Each round changes the site at random, lets a child process build it, and kills that at a random
moment, sometimes twice. `INTERRUPTED_BUILDS` says how many are killed (3 without it), and
`INTERRUPTED_SEED` repeats a run, but for the moments, which depend on the machine.
"""

import os
import random
import signal
import time

from .conftest import Site
from .test_incremental import Gardener, difference

BUILDS = int(os.environ.get("INTERRUPTED_BUILDS", "3"))
SEED = int(os.environ.get("INTERRUPTED_SEED", "1"))


def build_and_kill(site: Site, seconds: float, parallel: int) -> bool:
    """Build in a process group of its own, killed after *seconds*; whether it was still building."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        try:
            site.build(parallel=parallel)
        finally:
            os._exit(0)
    os.setpgid(child, child)  # Whichever of the two comes first.
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def test_next_build_after_a_kill_is_right(site: Site) -> None:
    print(f"INTERRUPTED_SEED={SEED}")
    dice = random.Random(SEED)
    gardener = Gardener(site, dice)
    begin = time.monotonic()
    site.build()
    duration = time.monotonic() - begin
    rounds = kills = 0
    while kills < BUILDS:
        done: list[str] = []
        moments: list[float] = []
        for _ in range(dice.choice([1, 1, 2])):
            done.append(gardener.do_something())
            moments.append(dice.uniform(0, duration))
            kills += build_and_kill(site, moments[-1], dice.choice([1, 1, 2]))
        after = site.build()
        begun = time.monotonic()
        fresh = site.fresh()
        duration = time.monotonic() - begun
        rounds += 1
        assert difference(after.files, fresh.files) == [], f"{SEED=} {rounds=} {done} {moments}"
    print(f"{rounds} rounds, {kills} builds killed")
