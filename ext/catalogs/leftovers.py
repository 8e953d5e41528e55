"""What was left in a translation: sentences of its source, notes to oneself, what an assistant said.

"The trees are old. De struiken zijn jong en groeien snel."
"TODO: ask Els"        "Sure! Here is the translation: …"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from babel.core import get_global

from .differences import difference
from .header import main_language
from .signs import is_wide
from .untranslated import Evidence, is_forgotten

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-z])")
#: Words in a row that are compared with those of the source.
FEWEST_WORDS = 4
NOTE = re.compile(
    r"\b(?:TODO(?!\s+[^\W\d_a-z]{2})|XXX:|FIXME|TBD|TBC|[Ll]orem ipsum|DeepL|Google Translate|ChatGPT)"
    r"(?:\b|(?<=:))|^\W*XXX\b|\?\?(?=[?)])|\[(?:MT|AI|Anm\. d|N\. ?d)|^\s*[Ff]uzzy:"
    r"|⟦\d+⟧|\bXX\d+XX\b|^\s*(?:undefined|null|NaN|None|#N/A|#REF!|#NAME\?|#VALUE!)\s*$"
)
#: The same, where the source does not speak of translations.
NOTE_ON_TRANSLATION = re.compile(
    r"(?i)MYMEMORY WARNING|\b(?:not|to be|machine) translated\b|\btranslator(?:'|’)s note"
    r"|\blet me know if (?:you|there)\b|\bnog te vertalen\b"
)
#: How HTML writes a character; a soft hyphen is a translator's to place.
ENTITY = re.compile(
    r"&(?:(?:lt|gt|amp|quot|nbsp)(?:[a-z]{0,2};|\b)|#\d{1,7};|#x[0-9a-f]{1,6};|nbsp)", re.IGNORECASE
)
#: How programs and addresses write one.
ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}|%20|\\n(?=[A-Z])")
#: Marks as wide as a Chinese character, behind a letter that is not.
WIDE_MARK = re.compile(r"(?<=[A-Za-zÀ-ɏЀ-ӿ])[。，、；：？！]|[Ａ-Ｚａ-ｚ０-９]")
#: A Latin letter that looks like a Russian word: c, o, y.
LATIN_IN_CYRILLIC = re.compile(r"(?<=[Ѐ-ӿ] )[coy](?= [Ѐ-ӿ])")
FILE_OR_ACCOUNT = re.compile(
    r"(?<![\w./@-])(?:@\w{3,}+(?![@.]\w)|[\w-]++\.(?:csv|docx?|jpe?g|json|pdf|png|tiff?|txt|xlsx?|xml|zip)\b)"
)
#: A word twice, which some languages say rightly.
TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,}+)\s+\1(?![\w'’-])")
RIGHTLY_TWICE = frozenset({
    "das", "dat", "der", "die", "elle", "elles", "had", "hen", "je", "la", "nous", "que", "se", "si", "sie",
    "that", "van", "vous", "wie", "ze", "zij",
})  # fmt: skip
WORDS_OF_LATIN = re.compile(
    r"(?<![\w.@/-])[A-Za-zÀ-ɏ]{2,}(?:[,:;]?\s+[A-Za-zÀ-ɏ]{2,}){3,}(?![\w@/-])"
)
#: How many of them begin with a small letter, in a sentence rather than a name.
SMALL_LETTERS = 3
QUOTED = re.compile(r"\s*[\"“”„«‘「][^\"“”„«»」]*[\"“”»’」]\s*")
#: How many times as long as its source a translation may be, besides so many characters; and the reverse.
LONGEST, SHORTEST, SOME = 5, 6, 80
#: How an assistant begins, in any language that asks it in English, Dutch, French, German or Spanish.
PREAMBLE = re.compile(
    r"\s*(?:(?:sure|certainly|of course|okay|natuurlijk|uiteraard|zeker|bien sûr|natürlich|gerne|claro)"
    r"\s*[!,.:–—-]+\s*)?(?:"
    r"here(?:'|’)?s? (?:is|are)?\s*(?:the|your|a) (?:\w+ )?translat(?:ion|ed)\b"
    r"|(?:the )?(?:\w+ )?translation(?: of this text)?(?: is| would be)?\s*:"
    r"|hier (?:is|vind je|volgt) (?:de|een) vertaling|(?:de )?vertaling(?: is| luidt)?\s*:"
    r"|voici (?:la|une) traduction|traduction\s*:|hier ist (?:die|eine) übersetzung|übersetzung\s*:"
    r"|翻訳\s*[:：]|aquí (?:está|tienes) (?:la|una) traducción|traducción\s*:"
    r"|(?:lo siento, )?como (?:ia|modelo de lenguaje)\b|en tant qu(?:'|’)ia\b|als ki\b"
    r"|as an ai\b|as a language model\b|i(?:'|’)m sorry, but\b|i cannot translate\b)",
    re.IGNORECASE,
)


NAMED_LANGUAGE = re.compile(
    r"(?i)\W*(?:(?:certainly|sure|of course)\W+)?(?:(?:the|in|de|het) )?"
    r"(?:english|french|german|dutch|nederlands|engelse?|français|anglais|deutsch|englisch)"
    r"(?: (?:version|text|versie|tekst))?(?: is)?\s*:"
)
#: A source that speaks of translations may begin so itself.
ABOUT_TRANSLATIONS = re.compile(r"(?i)translat|vertal|tradu|übersetz")


def leftovers(source: str, text: str) -> Iterator[str]:
    """What no translation should say, unless its source does: in words, to go on after its name.

    >>> list(leftovers("Oude bomen", "TODO old trees"))
    ['contains “TODO”']
    """
    for found in NOTE.finditer(text):
        if not NOTE.search(source):
            yield f"contains “{found[0]}”"
            break
    if ABOUT_TRANSLATIONS.search(source):
        return
    if noted := NOTE_ON_TRANSLATION.search(text):
        yield f"contains “{noted[0]}”"
    begins = PREAMBLE.match(text) or (":" not in source and NAMED_LANGUAGE.match(text))
    if begins and not PREAMBLE.match(source):
        yield f"begins with words that are not the source's: “{begins[0].strip()}”"


IN_MARKS = re.compile(r"[*_\"“‘«„]([^*_\"“”‘’«»„]++)[*_\"”’»“]")
#: Quotations and code within words.
NOT_PROSE = re.compile(r"(?<!\w)[\"'“‘«]|[\[\]=;|]|--")


def untranslated_words(source: str, before: str, after: str, evidence: Evidence) -> Iterator[str]:
    """Words in a row of the source that the translation has too, but for those in marks: a motto, a title.

    :param before: the words of the source
    :param after: those of the translation
    """
    words, others = before.split(), after.split()
    whole, there = " ".join(words), " ".join(others)
    is_sentence = len(words) > FEWEST_WORDS and whole.endswith((".", "!", "?"))
    rows = {tuple(row) for row in _rows(words)}
    found: list[list[str]] = [[]]
    for row in _rows(others):
        if tuple(row) in rows:
            found[-1] += row[-1:] if found[-1] else row
        elif found[-1]:
            found.append([])
    runs = [text for run in found if (text := " ".join(run)) and _is_prose(text, source, there)]
    forgotten = [
        run for run in runs if is_forgotten(run, evidence) or (is_sentence and run == whole)
    ]
    most = " ".join(runs)
    if not forgotten and 2 * len(most) > len(whole) and is_forgotten(most, evidence):
        forgotten = runs
    yield from forgotten


def _is_prose(run: str, source: str, there: str) -> bool:
    """Whether words are neither code, nor a list of names, nor in marks or brackets."""
    short = [word for word in run.split() if len(word) < FEWEST_WORDS and word.isalpha()]
    is_list = run.count(",") * 3 > len(run.split())
    in_marks = any(one in run or run in one for one in IN_MARKS.findall(source) if " " in one)
    before = there.partition(run)[0]
    in_brackets = before.count("(") > before.count(")")
    return bool(short) and not (is_list or in_marks or in_brackets or NOT_PROSE.search(run))


def _rows(words: list[str]) -> Iterator[list[str]]:
    """Each ``FEWEST_WORDS`` words that follow one another."""
    return (words[at : at + FEWEST_WORDS] for at in range(len(words) - FEWEST_WORDS + 1))


def odd_marks(source: str, text: str, before: str, after: str, target: str) -> str:
    """Signs of a program or of another alphabet in a translation, and quotation marks around all of it.

    :param before: the words of the source
    :param after: those of the translation
    """
    if (found := ENTITY.search(text)) and not ENTITY.search(source):
        return f"contains {found[0]}, which the source does not: write the character itself"
    if (found := ESCAPED.search(after)) and not ESCAPED.search(before):
        return f"contains {found[0]}, which the source does not: write the character itself"
    has_wide_marks = main_language(target) in ("ja", "ko", "zh")
    if not has_wide_marks and (found := WIDE_MARK.search(text)) and not WIDE_MARK.search(source):
        return f"contains {found[0]}, a mark of Chinese and Japanese"
    if found := LATIN_IN_CYRILLIC.search(text):
        return f"contains the Latin letter “{found[0]}” as a word: type it again in Cyrillic"
    if QUOTED.fullmatch(text) and not QUOTED.fullmatch(source):
        return "is in quotation marks, and the source is not"
    return ""


def foreign_words(before: str, after: str, target: str) -> str:
    """Words in Latin letters, in a language that has a script of its own; nothing for names."""
    script = get_global("likely_subtags").get(main_language(target), "_Latn")
    found = None if "_Latn" in script or "@" in target else WORDS_OF_LATIN.search(after)
    if found is None or found[0] in before:
        return ""
    is_sentence = sum(word[0].islower() for word in found[0].split()) >= SMALL_LETTERS
    return found[0] if is_sentence else ""


def changed_names(before: str, after: str) -> str:
    """How the names of files and accounts differ, which no language translates."""
    return difference(
        Counter(FILE_OR_ACCOUNT.findall(before)), Counter(FILE_OR_ACCOUNT.findall(after))
    )


def repeated_word(source: str, text: str) -> str:
    """A word in small letters that stands twice in a row in a translation; else nothing."""
    for found in TWICE.finditer(text):
        word = found[1]
        if word.islower() and word not in RIGHTLY_TWICE and not TWICE.search(source):
            return word
    return ""


def other_length(source: str, text: str) -> str:
    """Whether a translation is much longer or shorter than its source; Chinese and others are short."""
    bare = " ".join(text.split())
    middle = len(bare) // 2
    if len(bare) > SOME // 4 and bare[:middle].strip() == bare[middle:].strip() != source.strip():
        return "says the same twice"
    if len(text) > LONGEST * len(source) + SOME:
        return "is much longer than the source"
    if len(source) > SHORTEST * len(text) + SOME and text.isascii():
        return "is much shorter than the source"
    sentences, there = (len(BETWEEN_SENTENCES.split(one.strip())) for one in (source, text))
    is_short = len(source) > 2 * len(text) + SOME // 4 and not any(map(is_wide, text))
    if is_short and sentences - there > 1:
        return "has fewer sentences than the source"
    return ""


#: What ends a sentence, by what it means.
ENDS = {"?": "?？؟;", "!": "!！", ".": ".。．।։", ":": ":：", "…": "…"}


def end_of(text: str) -> str:
    """What a text ends with, in the signs of English; empty where it ends with a word."""
    bare = text.rstrip().rstrip("\"'”’»«)]*_`")
    if bare.endswith("..."):
        return "…"
    last = bare[-1:]
    return next((sign for sign, signs in ENDS.items() if last and last in signs), "")


def other_end(source: str, text: str) -> str:
    """How a translation ends otherwise than its source; nothing if it does not.

    Some languages end no heading or label with a full stop, and write ; for ?.
    """
    wanted, there = end_of(source), end_of(text)
    if {wanted, there} == {"?", "."} and (source + text).rstrip().endswith("か。"):
        return ""  # A Japanese question.
    if {wanted, there} == {":", "."} and not is_wide(text.rstrip()[-1]):
        return f"ends with a {'colon' if there == ':' else 'full stop'}, unlike the source"
    if there == "…" and wanted == ".":
        return "ends with …, unlike the source"
    if wanted == there or {wanted, there} <= {".", "…", "!"} - {""}:
        return ""
    if wanted == "?" or there == "?":
        return f"ends {'without a' if wanted == '?' else 'with a'} question mark, unlike the source"
    if "." in (wanted, there) and not (wanted and there):
        return f"ends {'without a' if wanted else 'with a'} full stop, unlike the source"
    return ""
