"""What a page may fetch and run, as text."""

import pytest

from ext.safety.headers import headers_file
from ext.safety.policy import hash_of, policy, scripts_in


def sources(text: str, directive: str) -> list[str]:
    for part in text.split("; "):
        name, *found = part.split(" ")
        if name == directive:
            return found
    raise AssertionError(f"{directive} is not in {text}")


def test_nothing_is_allowed_that_is_not_named() -> None:
    text = policy()
    assert text.startswith("default-src 'none'; ")
    assert "unsafe" not in text
    assert "http" not in text
    assert "*" not in text
    assert sources(text, "base-uri") == ["'none'"]


def test_a_script_in_the_page_is_named_by_its_hash() -> None:
    # From the specification: https://www.w3.org/TR/CSP3/#external-hash
    assert hash_of("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )
    assert sources(policy(["1"]), "script-src") == ["'self'", hash_of("1")]
    assert scripts_in("<script>a\nb</script>") == ["a\nb"]


def test_hosts_count_for_their_directive_alone() -> None:
    host = "https://api.gbif.org"
    text = policy(hosts={"connect-src": [host, host], "img-src": [host]})
    assert sources(text, "connect-src") == ["'self'", host]
    assert sources(text, "img-src") == ["'self'", "data:", host]
    assert host not in " ".join(sources(text, "script-src"))


@pytest.mark.parametrize(
    ("directive", "host"),
    [
        ("connect-src", "*"),
        ("connect-src", "https:"),
        ("connect-src", "https://example.org; script-src *"),
        ("connect-src", "'unsafe-inline'"),
        ("default-src", "https://example.org"),
        ("nothing-src", "https://example.org"),
    ],
)
def test_what_would_open_a_page_is_refused(directive: str, host: str) -> None:
    with pytest.raises(ValueError, match=r"not a host|not a directive"):
        policy(hosts={directive: [host]})


def test_webassembly_is_for_pages_that_compile_it() -> None:
    assert sources(policy(wasm=True), "script-src")[-1] == "'wasm-unsafe-eval'"


def test_headers_of_a_page_stand_below_its_address() -> None:
    lines = headers_file({"/nl/": "default-src 'none'"}, "/_static/site.*").splitlines()
    assert lines[lines.index("/nl/") + 1] == "  Content-Security-Policy: default-src 'none'"
    assert lines[0] == "/*"
    assert "  X-Content-Type-Options: nosniff" in lines
    assert "  Referrer-Policy: strict-origin-when-cross-origin" in lines
    assert [line for line in lines if line.startswith("  Strict-Transport-Security: max-age=")]
    assert [line for line in lines if line.startswith("  Permissions-Policy: ")]
