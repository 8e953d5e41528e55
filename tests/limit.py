"""The last resort against what never ends: a limit of the processor's time, far beyond what is needed."""

import signal
from collections.abc import Callable
from types import FrameType

#: Characters of a hostile text. What grows with the square of its length takes a minute or more for so
#: many, and what grows with the length some hundredths of a second.
LONG = 200_000
#: Seconds of the processor, which a busy machine does not use up.
LIMIT = 20


class _TooMuchWork(BaseException):
    """What was to be done has used up its limit."""


def hostile(atom: str) -> str:
    """A text that repeats *atom*."""
    return (atom * LONG)[:LONG]


def ends(run: Callable[[], object], seconds: float = LIMIT) -> bool:
    """Whether *run* ends within so much time of the processor; regular expressions look up, too."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooMuchWork

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        run()
    except _TooMuchWork:
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return True
