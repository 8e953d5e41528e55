"""The Content-Security-Policy of a page, as plain text.

https://www.w3.org/TR/CSP3/ has the rules. A page may fetch what the site contains, and ask the hosts
that it names; nothing else. No script and no style is in a page, but for one constant script.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping

#: What each directive allows on every page. Anything else is refused.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
#: What browsers only obey in a header.
IN_HEADER = "frame-ancestors 'none'"
#: For pages that compile WebAssembly.
WASM = "'wasm-unsafe-eval'"

_SCRIPT = re.compile(r"<script>([^<]*+(?:<(?!/?script>)[^<]*+)*+)</script>")
_HOST = re.compile(r"https?://[\w.-]+(:\d+)?")


def policy(
    scripts: Iterable[str] = (),
    hosts: Mapping[str, Iterable[str]] | None = None,
    *,
    wasm: bool = False,
) -> str:
    """The policy of a page.

    :param scripts: the text of each script that is in the page
    :param hosts: for a directive, the hosts that the page may ask besides the site itself:
        ``{"connect-src": ["https://api.gbif.org"]}``
    :param wasm: whether the page compiles WebAssembly, as the search of the site does
    :raises ValueError: for a directive that is not there, and for what is not a host

    >>> policy(["1"]).split("; ")[1]
    "script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
    """
    found = {name: list(sources) for name, sources in SOURCES.items()}
    found["script-src"] += [hash_of(script) for script in scripts]
    if wasm:
        found["script-src"].append(WASM)
    for name, addresses in (hosts or {}).items():
        if name not in found or name == "default-src":
            raise ValueError(f"{name!r} is not a directive of the policy")
        for address in addresses:
            if not _HOST.fullmatch(address):
                raise ValueError(f"{address!r} is not a host, such as 'https://api.gbif.org'")
            if address not in found[name]:
                found[name].append(address)
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in found.items())


def hash_of(script: str) -> str:
    """How a policy names a script that is in a page."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def scripts_in(html: str) -> list[str]:
    """The scripts that a template contains.

    >>> scripts_in('<script>a</script><script src="b.js"></script>')
    ['a']
    """
    return _SCRIPT.findall(html)
