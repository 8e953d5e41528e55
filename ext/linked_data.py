"""What search engines read of a page: schema.org, as JSON-LD, in ``linked_data`` of its context."""

from __future__ import annotations

from typing import Any


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """These fields without the empty ones.

    >>> filled({"name": "Kast", "url": None})
    {'name': 'Kast'}
    """
    return {field: value for field, value in fields.items() if value}


def add_linked_data(context: dict[str, Any], *found: dict[str, Any]) -> None:
    """Add what was found to the linked data of a page."""
    graph = (context.get("linked_data") or {}).get("@graph", [])
    context["linked_data"] = {"@context": "https://schema.org", "@graph": [*graph, *found]}
