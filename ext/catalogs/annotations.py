"""Format findings for a terminal, and for GitHub to show at the line of a pull request.

Source: "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from ..findings import Finding
from .kinds import HINTS


def line_of(finding: Finding) -> str:
    """A finding on one line of a terminal: place, kind, message."""
    return f"{finding.path}:{finding.line}: [{finding.kind}] {_on_one_line(finding.message)}"


def annotation(finding: Finding) -> str:
    """A finding as a command to GitHub Actions."""
    level = "notice" if finding.kind in HINTS else "error"
    where = f"file={_property(finding.path)},line={max(finding.line, 1)}"
    title = _property(f"Translation: {finding.kind}")
    return f"::{level} {where},title={title}::{_data(finding.message)}"


def _on_one_line(text: str) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
