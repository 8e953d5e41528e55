"""Characters that hide are found, and what languages need is not."""

import pytest

from ext.characters import hidden, hidden_names, without_unseen

FINE = {
    "nothing": "",
    "ASCII": "5 * 3, C# and 100%",
    "soft hyphen and spaces": "soft\u00adhyphen, 5\u00a0km, 20\u202f°C",
    "Arabic": "محمد الإدريسي",
    "Hebrew": "שלמה",
    "Greek": "φυτόν, Αθήνα",
    "Cyrillic": "Гербарий",
    "Greek in science": "β-caroteen, α-diversity, µm, μg, kΩ, TNFα, NFκB, IFNγ, ΔT, Å",
    "a prefix of its own": "IT-компания",
    "phonetics": "ɑχt, naːtyːr",
    "loose accents": "nai\u0308ef, e\u0301e\u0301n",
    "joined emoji": "👩‍🔬 ❤️‍🔥 👩🏽‍🔬 🏳️‍⚧️ 👨‍👩‍👧",
    "emoji with a variation": "☺️ 1️⃣",
    "flag of Scotland": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Persian": "می\u200cخواهم",
    "Hindi": "क्\u200dष",
    "Thai": "ภาษา\u200bไทย",
    "closed isolate": "\u2067שלמה\u2069 and \u2068x\u2069",
    "closed embedding": "\u202bשלמה\u202c",
    "nested and closed": "\u2067a \u202bb\u202c\u2069",
    "closed over a line": "\u2067שלמה\nשלמה\u2069",
    "marks of direction": "a\u200e\u200fb \u061c",
    "a variant of an ideograph": "葛\U000e0100",
    "mark of the byte order": "\ufeff# Title",
}
HIDDEN = {
    "override": ("Donker\u202e", "U+202E"),
    "embedding": ("\u202ax", "U+202A"),
    "isolate": ("x\u2066y", "U+2066"),
    "closed in the next paragraph": ("\u202ax\n\ny\u202c", "U+202A"),
    "an end without a beginning": ("x\u2069", "U+2069"),
    "an end of another kind": ("\u2067x\u202c", "U+202C"),
    "embedding left open in an isolate": ("\u2067x\u202by\u2069", "U+202B"),
    "closed, and turns letters": ("\u202egpj.exe\u202c", "U+202E"),
    "zero-width space": ("pass\u200bword", "U+200B"),
    "word joiner": ("a\u2060b", "U+2060"),
    "byte order mark inside": ("a\ufeffb", "U+FEFF"),
    "invisible sign": ("a\u2062b", "U+2062"),
    "tag": ("a\U000e0041", "U+E0041"),
    "tags that are no flag": ("\U0001f3f4\U000e0067 ", "U+E0067"),
    "joiner in Latin": ("a\u200db", "U+200D"),
    "joiner at the end": ("a\u200c", "U+200C"),
    "variation of a letter": ("a\ufe00", "U+FE00"),
    "variations in a row": ("☺️\ufe01", "U+FE01"),
    "variants of a letter": ("a\U000e0101", "U+E0101"),
    "filler": ("a\u3164b", "U+3164"),
    "control": ("a\x08b", "U+0008"),
    "Cyrillic in Latin": ("Inh\u043eud", "U+043E"),
    "Latin in Cyrillic": ("Герб\u0061рий", "Latin"),
    "Greek capital": ("\u039dew", "U+039D"),
    "Greek between letters": ("pa\u03b3pal", "U+03B3"),
    "Armenian": ("g\u0585od", "U+0585"),
    "Cherokee": ("\u13aate", "U+13AA"),
    "in code": ("`if acc\u0435ss:`", "U+0435"),
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_languages_need_is_fine(text: str) -> None:
    assert hidden(text) == []
    assert without_unseen(text) == text


@pytest.mark.parametrize(("text", "name"), HIDDEN.values(), ids=HIDDEN)
def test_what_hides_is_named(text: str, name: str) -> None:
    assert name in hidden_names(text)
    assert hidden_names(text, text) == "", "its source has it too"


def test_what_nobody_sees_is_taken_away_and_words_stay() -> None:
    assert (
        without_unseen("a\u202eb\u200b Inh\u043eud \u2067x\u2069") == "ab Inh\u043eud \u2067x\u2069"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\u202a" * 25_000 + "\u2069" * 25_000,
        "\u202e" * 25_000 + "\u202c" * 25_000,
        "\u2066" * 25_000 + "\u2069" * 25_000,
        "\u200b" * 50_000,
        "a\u0430" * 25_000,
        "e\u0301\u0435" * 16_000,
        "\u202e\n\n" * 16_000,
    ],
    ids=lambda text: ascii(text[:2]),
)
def test_long_texts_are_looked_at_once(text: str) -> None:
    """None takes more than a moment: with a step for each pair of signs it would be minutes."""
    assert hidden(without_unseen(text)) == [one for one in hidden(text) if one.said.startswith("“")]
