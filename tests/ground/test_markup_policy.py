"""HTML of the list passes; whatever a browser would run, fetch or read otherwise does not."""

import re
from pathlib import Path

import pytest

from ext.markup_policy import (
    DEEPEST,
    ELEMENTS,
    EVERYWHERE,
    declarations,
    faults,
    meta_fault,
    pieces,
)

FINE = [
    '<p class="a b" id="x">x</p>',
    "<details open><summary>Meer</summary>x</details>",
    "<br />\n",
    "H<sub>2</sub>O, <kbd>Ctrl</kbd>, <s>x</s>, <mark>y</mark>",
    '<abbr title="x > y">z</abbr>',
    '<img src="../images/x.png" alt="" width="50%" height="20">',
    '<a href="https://example.org/?a=1&b=2" target="_blank" rel="noopener">x</a>',
    '<a href="mailto:a@example.org">x</a> <a href="#y" id="z">y</a>',
    "<!-- <b>old</b> -->",
    '<table><tr><th scope="col">x<td colspan=2>y</table>',
    "<p>3 < 4 & 5 > 2</p>",
    "<ul><li>a<li>b</ul>",
    "<dl><dt>a<dd>b</dl>",
    "<ul>" + "<li><p>a" * 200 + "</ul>",
    "<table>" + "<tr><th>a<td>b" * 200 + "</table>",
    '<time datetime="2012-01-01T10:00+01:00">x</time>',
    "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    '<p dir="rtl" lang="ar">محمد</p>',
    '<ol start="3" type="a" reversed><li value="4">x</li></ol>',
    '<figure><img src="x.svg" alt="y"><figcaption>z</figcaption></figure>',
    '<blockquote cite="https://example.org/"><p>y</p></blockquote>',
    '<section aria-label="x" role="note"><h2>y</h2></section>',
    '<svg viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="M1 2.3-4z"/></svg>',
    '<input class="task-list-item-checkbox" disabled="disabled" type="checkbox">',
]
REFUSED = {
    # Elements
    '<meta http-equiv="refresh" content="0;url=x">': "<meta>",
    '<form action="x"></form>': "<form>",
    "<input type=text>": "<input>",
    "<input type=checkbox>": "<input>",
    '<button formaction="javascript:1">x</button>': "<button>",
    '<base href="x">': "<base>",
    '<link rel="stylesheet" href="x">': "<link>",
    '<object data="x"></object>': "<object>",
    '<embed src="x">': "<embed>",
    '<iframe srcdoc="x"></iframe>': "<iframe>",
    "<style>p{}</style>": "<style>",
    "<SCRIPT>1</SCRIPT>": "<script>",
    "<template><p>x</p></template>": "<template>",
    '<video poster="javascript:1"></video>': "<video>",
    "<math><mi>x</mi></math>": "<math>",
    "<x-menu>y</x-menu>": "<x-menu>",
    "<blink>x</blink>": "<blink>",
    "<h1>x</h1>": "<h1>",
    "<plaintext>": "<plaintext>",
    "<xmp><img src=x onerror=1></xmp>": "<xmp>",
    '<noscript><p title="</noscript><img src=x onerror=1>">x</p></noscript>': "<noscript>",
    "<textarea></textarea><img src=x onerror=1>": "'onerror'",
    # In figures
    "<svg onload=1></svg>": "'onload'",
    "<svg><script>1</script></svg>": "<script>",
    "<svg><style>*{}</style></svg>": "<style>",
    '<svg><a xlink:href="javascript:1"><path/></a></svg>': "<a>",
    '<svg><use href="x#y"/></svg>': "<use>",
    '<svg><set attributeName="href" to="javascript:1"/></svg>': "<set>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>": "<foreignObject>",
    "<svg><p>x</p></svg>": "<p>",
    '<svg fill="url(https://example.org)"></svg>': "'fill'",
    # Attributes
    "<p onclick='a()'>x</p>": "'onclick'",
    "<p\nOnClick\n=\n1>x</p>": "'onclick'",
    '<p style="color:red">x</p>': "'style'",
    '<p data-settings="x">y</p>': "'data-settings'",
    '<a ping="x" href="y">z</a>': "'ping'",
    '<img srcset="x 2x" src="y">': "'srcset'",
    '<p xmlns="x">y</p>': "'xmlns'",
    '<a href="x" href="javascript:1">x</a>': "twice",
    # Values
    '<a href="javascript:1">x</a>': "javascript:",
    '<A HREF="JAVASCRIPT:1">x</A>': "javascript:",
    '<a href="&#106;avascript:1">x</a>': "javascript:",
    '<a href="javascript&colon;1">x</a>': "javascript:",
    '<a href="java&#10;script:1">x</a>': "U+000A",
    '<a href="&#1;javascript:1">x</a>': "U+0001",
    '<a href="//example.org">x</a>': "https://",
    '<q cite="data:x">x</q>': "data:",
    '<img src="https://example.org/x.png">': "another site",
    '<img src="data:image/svg+xml,x">': "data:",
    '<p class="vsc-style:color:red_7d_body_7b_x">x</p>': "class",
    '<p id="vsc-menu">x</p>': "id",
    '<p id="a b">x</p>': "id",
    '<p dir="up">x</p>': "'dir'",
    '<img src="x" width="100%;x">': "'width'",
    '<a href="x" target="frame">y</a>': "'target'",
    '<p title="&#x202e;x">y</p>': "U+202E",
    "<p>a&#x200b;b</p>": "U+200B",
    # Not whole
    "<b>x": "<b> that is not closed",
    "</div>": "</div>",
    "<b><i>x</b></i>": "</b>",
    "<p/onclick=1>x</p>": "onclick",
    "<img src=x onerror=1": "complete",
    '<div title="': "complete",
    "<!-- x": "complete",
    "<!--><img src=x onerror=1>-->": "onerror",
    "<!-- x --!><img src=y onerror=1> -->": "onerror",
    "<![CDATA[<b>]]>": "complete",
    "<?php echo 1 ?>": "complete",
    "<!doctype html>": "complete",
    "<body onload=1>": "<body>",
    "<html onload=1></html>": "<html>",
    "<td>x</td>": "<td>",
    "<p>a\x00b</p>": "control character",
    "<div>" * (DEEPEST + 1) + "</div>" * (DEEPEST + 1): "deep",
}


@pytest.mark.parametrize("html", FINE, ids=lambda html: html[:60])
def test_html_of_the_list_passes(html: str) -> None:
    assert faults(html) == ()


@pytest.mark.parametrize(("html", "said"), REFUSED.items(), ids=[ascii(h[:60]) for h in REFUSED])
def test_any_other_does_not_pass_and_is_named(html: str, said: str) -> None:
    assert said in "; ".join(faults(html))


def test_a_block_does_not_stand_in_a_sentence() -> None:
    assert faults("<div>x</div>") == ()
    assert "sentence" in faults("<div>x</div>", inline=True)[0]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["<b>", None, "</b>", None, "<br>"], ["<b>x</b>", "<br>"]),
        (["<b>", None, "<i>", "</i>", "</b>"], ["<b>x<i></i></b>"]),
        (["<b>", None, "<br>", None, "<i>", "</i>"], ["<b>", "<br>", "<i></i>"]),
        (["</b>", "<b>"], ["</b>", "<b>"]),
        ([None, "<details>", None, "</details>"], ["<details>x</details>"]),
        (['<b title="', "x"], ['<b title="', "x"]),
    ],
)
def test_tags_are_judged_with_what_they_stand_around(
    parts: list[str | None], whole: list[str]
) -> None:
    assert [html for _, html in pieces(parts, inline=True)] == whole


@pytest.mark.parametrize(
    "part", ["<b>", "</b>", "<p><b a>", '<a "', "<a href='", "<!--", "<b x='a\"", "<p a = 1 ", "&#"]
)
def test_long_html_is_looked_at_once(part: str) -> None:
    """None takes more than a moment: with a step for each pair of tags it would be minutes."""
    parts = [part] * (50_000 // len(part))
    assert sum(len(places) for places, _ in pieces(parts, inline=True)) == len(parts)
    assert bool(faults("".join(parts))) == (part != "&#")


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({"name": "keywords", "content": "herbarium"}, ""),
        ({"property": "og:image", "content": "https://example.org/x.png"}, ""),
        ({"http-equiv": "refresh", "content": "0;url=x"}, "'http-equiv'"),
        ({"name": "x", "http-equiv": "refresh"}, "'http-equiv'"),
        ({"charset": "utf-7"}, "'charset'"),
        ({"name": "Referrer", "content": "unsafe-url"}, "'Referrer'"),
        ({"property": "og:url", "content": "javascript:1"}, "javascript:"),
        ({"name": "twitter:player", "content": "//example.org"}, "https://"),
    ],
)
def test_metadata_of_a_page_tells_the_browser_nothing(
    attributes: dict[str, str], said: str
) -> None:
    assert (said in meta_fault(attributes)) if said else meta_fault(attributes) == ""


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("width: 33.3%", [("width", "33.3%")]),
        (
            "WIDTH:9px !important; --field-indent: 7em",
            [("width", "9px"), ("--field-indent", "7em")],
        ),
        ("text-align: center; color: red", [("text-align", "center")]),
        ("width: calc(1px); height: url(x); position: fixed; width: 1px}body{x:y", []),
    ],
)
def test_only_declared_values_of_declared_properties_are_styles(
    style: str, kept: list[tuple[str, str]]
) -> None:
    found, wrong = declarations(style)
    assert found == kept
    assert len(found) + len(wrong) == len(style.split(";"))


def test_the_guide_for_editors_has_the_list() -> None:
    guide = Path(__file__).parents[2] / "docs" / "editing.md"
    text = guide.read_text(encoding="utf-8").partition("### HTML and addresses")[2]
    listed = [set(re.findall(r"`([\w-]+)`", one)) for one in text.split("\n\n")[2:4]]
    attributes = {*EVERYWHERE.split(), *(name for own in ELEMENTS.values() for name in own.split())}
    assert listed[0] == ELEMENTS.keys()
    assert listed[1] - {"aria-"} == attributes | {"input", "img"}
