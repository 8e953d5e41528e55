"""Words of the interface, as `gettext` asks for them: the same as from a compiled catalog."""

import gettext
import io
from pathlib import Path

import polib

from ext.catalogs.catalog import read_words

WORDS = r"""msgid ""
msgstr "Language: pl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "leaf"
msgstr "liść"

msgctxt "menu"
msgid "leaf"
msgstr "arkusz"

#, fuzzy
msgid "root"
msgstr "korzeń"

msgid "%(n)d page"
msgid_plural "%(n)d pages"
msgstr[0] "%(n)d strona"
msgstr[1] "%(n)d strony"
msgstr[2] "%(n)d stron"

msgid "half"
msgid_plural "halves"
msgstr[0] "pół"
msgstr[1] ""
msgstr[2] ""

#~ msgid "gone"
#~ msgstr "nie ma"
"""


def test_words_are_those_of_a_compiled_catalog(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "pl" / "LC_MESSAGES" / "sphinx.po"
    path.parent.mkdir(parents=True)
    path.write_text(WORDS, encoding="utf-8")
    words, findings = read_words(path, "sphinx.po", "pl")
    assert words is not None
    assert findings == []
    compiled = gettext.GNUTranslations(io.BytesIO(polib.pofile(str(path)).to_binary()))
    for text in ("leaf", "root", "gone", "half", "unknown"):
        assert words.gettext(text) == compiled.gettext(text)
        assert words.pgettext("menu", text) == compiled.pgettext("menu", text)
    for number in (0, 1, 2, 5, 12, 22):
        for one, more in (("%(n)d page", "%(n)d pages"), ("half", "halves"), ("a", "b")):
            assert words.ngettext(one, more, number) == compiled.ngettext(one, more, number)
    assert words.gettext("leaf") == "liść"
