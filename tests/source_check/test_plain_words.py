"""What Sphinx, MyST and docutils say of a page reaches its editor in plain words."""

import shutil
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from ext.source_check.plain_words import plain

FRAME = Path(__file__).parents[1] / "portal" / "roots" / "test-frame"
#: Each line with a fault begins what one message, or the next ones, are about.
PAGE = """# Kast

[a](nergens.md) [b](index.md#geen) {doc}`weg` {ref}`weg` {term}`weg`

```{toctree}
weg
```

```{toctree}
:glob:
weg/*
```

### Sprong

[^geen] en {onzin}`x`

```{onzin}
```

```{figure} weg.png
:onzin: 3
:width: breed
```

```{list-table}
* - a
  - b
* - c
```

[x]: y
[x]: z

```{include} weg.md
```

```{code-block} onzin
code
```

``` {note
```

(lab)=
## Een

(lab)=
## Twee

{download}`weg.pdf`

```{table}
```

```{eval-rst}
.. onzin:: x
```

```{code-block} json
{"a: 1}
```
"""
SAID = [
    (1, "This page is not in any menu."),
    (3, "This link leads nowhere: there is no 'nergens.md'."),
    (3, "This link leads nowhere: there is no page 'weg'."),
    (3, "This link leads nowhere: no page has the label 'weg'."),
    (3, "This link leads to the page 'nl/index', but that page has no heading 'geen'."),
    (3, "This link leads to the page 'en/index', but that page has no heading 'geen'."),
    (3, "No glossary contains the term 'weg'."),
    (5, "A menu names 'nl/weg', which is neither a page nor a web address."),
    (9, "A menu names 'weg/*', which matches no pages."),
    (14, "A heading skips a level: level 1 is followed by level 3."),
    (16, "A footnote or link has no target."),
    (16, "There are more footnote references than footnotes."),
    (16, "There is no role 'onzin'."),
    (18, "There is no block 'onzin'."),
    (21, "There is no picture 'nl/weg.png'."),
    (22, "The block 'figure' has no setting 'onzin'."),
    (23, "The block 'figure' cannot use the value of its setting 'width': breed."),
    (26, "The block 'list-table' cannot be read: uniform two-level bullet list expected"),
    (33, "The address '[X]: …' is given twice."),
    (35, "The block 'include' names 'weg.md', which does not exist."),
    (38, "There is no language 'onzin' for code."),
    (42, "'``` {note' does not begin a block"),
    (48, "The label 'lab' is used twice on this page."),
    (51, "There is no file 'weg.pdf' to download."),
    (53, "The block 'table' is empty."),
    (57, "There is no block 'onzin'."),
    (60, "This code is not 'json': it is wrong at '\"a: 1}\\n'."),
]


def test_no_message_is_left_in_the_words_of_a_program(tmp_path: Path) -> None:
    source = tmp_path / "site"
    shutil.copytree(FRAME, source)
    conf = source / "conf.py"
    text = conf.read_text(encoding="utf-8").replace(
        '"myst_parser",', '"ext.source_check", "myst_parser",'
    )
    conf.write_text(text, encoding="utf-8")
    (source / "nl" / "fout.md").write_text(PAGE, encoding="utf-8")
    app = SphinxTestApp("dirhtml", srcdir=source, builddir=tmp_path / "out")
    app.build()
    app.cleanup()
    begin = f"{source}/nl/fout.md:"
    said = [
        line.removeprefix(begin)
        for line in strip_colors(app.warning.getvalue()).splitlines()
        if line.startswith(begin)
    ]
    found = sorted(
        (int(line.partition(":")[0]), line.partition(": ")[2].partition(": ")[2]) for line in said
    )
    left = [one for one in found if not any(one[0] == n and one[1].startswith(w) for n, w in SAID)]
    missing = [
        (n, w) for n, w in SAID if not any(one[0] == n and one[1].startswith(w) for one in found)
    ]
    assert (left, missing) == ([], [])


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("image.not_readable", "picture: a"),
        ("", "image file not readable: a"),
        ("docutils", "Odd."),
    ],
)
def test_an_unknown_message_is_shown_as_it_came(kind: str, message: str) -> None:
    assert plain(kind, message) == message


def test_what_a_page_says_is_not_taken_for_a_place_to_fill_in() -> None:
    assert "'{0} {1!r}'" in plain("image.not_readable", "image file not readable: {0} {1!r}")
