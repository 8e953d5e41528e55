"""The findings of the audit, as Markdown."""

import importlib.metadata
import platform
from datetime import UTC, datetime
from typing import NamedTuple

from tools.auditing.budgets import KB
from tools.auditing.faults import Looked
from tools.auditing.programs import LIGHTHOUSE_RUNS

PACKAGES = ("sphinx", "pydata-sphinx-theme", "playwright", "html5lib")


class Found(NamedTuple):
    """Everything that the audit found.

    :param versions: of programs, with their names
    :param left_out: what could not be run, and why
    :param scores: from Lighthouse, by page
    :param visits: bytes of visits, by their pages
    """

    looked: list[Looked]
    faults: int
    versions: list[str]
    left_out: list[str]
    scores: dict[str, dict[str, float]]
    visits: dict[tuple[str, ...], int]


def report(found: Found) -> str:
    """Write the report."""
    versions = [
        *found.versions,
        *(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES),
        f"Python {platform.python_version()}",
    ]
    runs = sum(one.runs for one in found.looked)
    stops = sum(one.stops for one in found.looked)
    lines = [
        f"Made by `make audit` on {datetime.now(UTC):%-d %B %Y}, with {', '.join(versions)}.",
        "",
        f"- {len(found.looked)} pages, {runs} runs of axe, {stops} stops by keyboard.",
        f"- Faults: {found.faults}.",
        *(
            f"- A visit of {', '.join(f'`{page}`' for page in pages)}: {size / KB:.1f} kB."
            for pages, size in found.visits.items()
        ),
        *(f"- Not run: {line}." for line in found.left_out),
        "",
        "| page | kB without pictures and fonts | kB of fonts | requests without pictures | kB of pictures, at 1280 px | layout shift |",
        "|---|---|---|---|---|---|",
    ]
    for one in (looked.weight for looked in found.looked):
        lines.append(
            f"| `{one.page}` | {one.words / KB:.1f} | {one.fonts / KB:.1f} | {one.requests} "
            f"| {one.pictures / KB:.1f} | {one.shift:g} |"
        )
    if found.scores:
        names = list(next(iter(found.scores.values())))
        lines += [
            "",
            f"| Lighthouse, phone, median of {LIGHTHOUSE_RUNS} | {' | '.join(names)} |",
            f"|---|{'---|' * len(names)}",
        ]
        for page, scores in found.scores.items():
            lines.append(f"| `{page}` | {' | '.join(f'{scores[name]:.3g}' for name in names)} |")
    return "\n".join(lines) + "\n"
