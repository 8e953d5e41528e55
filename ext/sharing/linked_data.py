"""What search engines read of the site and of where a page is in it: schema.org.

Plain functions over plain values; empty fields are left out.
"""

from __future__ import annotations

from typing import Any

from ext.linked_data import filled


def web_site(name: str, address: str, language: str, search: str | None) -> dict[str, Any]:
    """The site in one language (https://schema.org/WebSite).

    :param address: absolute, of the home page
    :param search: the address of a search, with ``{search_term_string}`` in it
    """
    fields = {
        "@type": "WebSite",
        "@id": f"{address}#site",
        "url": address,
        "name": name,
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        }
        if search
        else None,
    }
    return filled(fields)


def breadcrumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """The path from the home page to a page (https://schema.org/BreadcrumbList).

    :param steps: name and absolute address of each page on that path
    """
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }
