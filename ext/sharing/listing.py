"""``sitemap.xml`` and ``robots.txt``, from the heads of pages. Plain functions over values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ext.published import Head


def sitemap(heads: Iterable[Head]) -> str:
    """The pages that may be listed, each with its versions in all languages.

    There are no dates: a static site knows when it was built, but not when a page last changed.
    Format: https://www.sitemaps.org/protocol.html, with alternates as Google describes them.
    """
    urls = {head.canonical: head for head in heads if head.is_listed and head.canonical}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for address, head in sorted(urls.items()):
        lines += ["<url>", f"<loc>{escape(address)}</loc>"]
        lines += [
            f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(href)}/>'
            for tag, href in head.alternates
        ]
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(base: str) -> str | None:
    """Everybody may read everything; and where the sitemap is.

    None in a folder of a host: robots only look for it at the root.

    >>> robots("https://portal.example.org/")
    'User-agent: *\\nDisallow:\\n\\nSitemap: https://portal.example.org/sitemap.xml\\n'
    >>> robots("https://example.org/portal/") is None
    True
    """
    if urlsplit(base).path.strip("/"):
        return None
    return f"User-agent: *\nDisallow:\n\nSitemap: {base.rstrip('/')}/sitemap.xml\n"
