"""The file ``_headers``, which tells some hosts what to send with each page.

Netlify, Cloudflare Pages and others read it: an address, followed by the headers, indented.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Sent with every file of the site.
EVERYWHERE: Mapping[str, str] = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Files whose name or address says what they contain.
FOR_EVER: Mapping[str, str] = {"Cache-Control": "public, max-age=31536000, immutable"}
#: A picture that is opened on its own cannot run anything.
PICTURE: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"
}


def headers_file(policies: Mapping[str, str], fingerprinted: str) -> str:
    """The text of the file.

    :param policies: the policy of each page by its address, as a host sends it
    :param fingerprinted: the address of the files that never change, with a ``*``
    """
    entries: dict[str, Mapping[str, str]] = {
        "/*": EVERYWHERE,
        fingerprinted: FOR_EVER,
        "/_images/*": PICTURE,
    }
    for address in sorted(policies):
        entries[address] = {"Content-Security-Policy": policies[address]}
    return "".join(
        f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for address, headers in entries.items()
    )
