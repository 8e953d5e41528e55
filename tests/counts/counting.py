"""Build a site and count what the build did: ``python -m tests.counts.counting REPORT SPHINX-OPTION…``

Counted are files opened, processes started, and calls, by Python's audit hooks (PEP 578) and by a
wrapper around a few functions, never time. The counts are written to REPORT, as JSON.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from functools import wraps
from os import PathLike
from pathlib import Path
from typing import Any

# Packages that take long to import, by the name of their first module.
HEAVY = {
    "PIL", "babel", "bs4", "myst_parser", "pagefind", "polib", "pydantic", "requests",
    "soupsieve", "pagefind_bin", "spellchecker", "sphinx_design", "yaml",
}  # fmt: skip
# Functions whose calls are counted, by module and name.
CALLS = {
    "cards and pictures encoded": ("PIL.Image", "Image.save"),
    "sheets cut": ("ext.weight", "_cut"),
    "templates compiled": ("jinja2.environment", "Environment.compile"),
}
# What else is counted.
EVENTS = (
    "pages read",
    "pages written",
    "register opened",
    "catalogs opened",
    "written pages opened again",
    "processes started",
)
STARTS = {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty", "os.system"}

counts: Counter[str] = Counter()
written: set[Path] = set()
places: dict[str, Path] = {}
waiting = dict(CALLS)


def count_calls(name: str, module: str, function: str) -> None:
    """Count the calls of a function from now on, if its module is loaded."""
    owner: Any = sys.modules.get(module)
    *outer, last = function.split(".")
    for part in outer:
        owner = getattr(owner, part, None)
    called: Callable[..., Any] | None = getattr(owner, last, None)
    if called is None:
        return

    @wraps(called)
    def counted(*arguments: Any, **options: Any) -> Any:
        counts[name] += 1
        return called(*arguments, **options)

    del waiting[name]
    setattr(owner, last, counted)


def count_event(event: str, arguments: tuple[Any, ...]) -> None:
    """Count a file that is opened, or a process that is started (an audit hook)."""
    for name, (module, function) in list(waiting.items()):
        if module in sys.modules:
            count_calls(name, module, function)
    if event in STARTS:
        counts["processes started"] += 1
    elif event == "open" and isinstance(arguments[0], str | PathLike):
        path = Path(arguments[0])
        if arguments[2] & (os.O_WRONLY | os.O_RDWR):
            written.add(path)
        elif path.name == "register.yaml":
            counts["register opened"] += 1
        elif path.suffix == ".po" and places["source"] in path.parents and path.is_file():
            counts["catalogs opened"] += 1
        elif path.suffix == ".html" and places["out"] in path.parents:
            counts["written pages opened again"] += 1
    elif event == "os.rename":
        written.discard(Path(arguments[0]))
        written.add(Path(arguments[1]))


def main(report: str, *options: str) -> int:
    """Build, and write the report; return Sphinx's exit status."""
    places["source"], places["out"] = Path(options[-2]), Path(options[-1])
    sys.addaudithook(count_event)

    from sphinx.application import Sphinx
    from sphinx.cmd.build import main as build

    def note(name: str) -> Callable[..., None]:
        def one_more(*arguments: Any) -> None:
            counts[name] += 1

        return one_more

    start = Sphinx.__init__

    def start_and_count(app: Sphinx, *arguments: Any, **settings: Any) -> None:
        start(app, *arguments, **settings)
        app.connect("source-read", note("pages read"))
        app.connect("doctree-resolved", note("pages written"))

    Sphinx.__init__ = start_and_count  # type: ignore[method-assign]
    status = build(list(options))
    changed = [path for path in written if places["out"] in path.parents]
    found: dict[str, Any] = {name: counts[name] for name in (*EVENTS, *CALLS)}
    found["files written"] = len(changed)
    found["packages imported"] = sorted(HEAVY & {name.partition(".")[0] for name in sys.modules})
    text = {"counts": found, "written": sorted(str(path) for path in changed)}
    Path(report).write_text(json.dumps(text, indent=1), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
