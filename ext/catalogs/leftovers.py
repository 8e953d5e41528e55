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

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
#: Words of a sentence that is compared with those of the source.
FEWEST_WORDS = 4
NOTE = re.compile(
    r"\b(?:TODO(?!\s+[^\W\d_a-z]{2})|XXX:|FIXME|TBD|TBC|[Ll]orem ipsum|DeepL|Google Translate|ChatGPT)"
    r"(?:\b|(?<=:))|^\W*XXX\b|\?\?(?=[?)])|\[(?:MT|AI|Anm\. d|N\. ?d)|^\s*[Ff]uzzy:"
    r"|⟦\d+⟧|\bXX\d+XX\b|^\s*(?:undefined|null|NaN|None)\s*$"
)
#: How HTML writes a character; a soft hyphen is a translator's to place.
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
#: How programs and addresses write one.
ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}|%20|\\n(?=[A-Z])")
#: Marks as wide as a Chinese character, behind a letter that is not.
WIDE_MARK = re.compile(r"(?<=[A-Za-zÀ-ɏЀ-ӿ])[。，、；：？！]")
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
QUOTED = re.compile(r"\s*[\"“”„«](?s:.*)[\"“”»]\s*")
#: How many times as long as its source a translation may be, besides so many characters; and the reverse.
LONGEST, SHORTEST, SOME = 5, 6, 80
#: How an assistant begins, in any language that asks it in English, Dutch, French, German or Spanish.
PREAMBLE = re.compile(
    r"\s*(?:(?:sure|certainly|of course|okay|natuurlijk|uiteraard|zeker|bien sûr|natürlich|gerne|claro)"
    r"\s*[!,.:–—-]+\s*)?(?:"
    r"here(?:'|’)?s? (?:is|are)?\s*(?:the|your|a) (?:\w+ )?translation"
    r"|(?:the )?(?:\w+ )?translation(?: of this text)?(?: is| would be)?\s*:"
    r"|hier (?:is|vind je|volgt) (?:de|een) vertaling|(?:de )?vertaling(?: is| luidt)?\s*:"
    r"|voici (?:la|une) traduction|traduction\s*:|hier ist (?:die|eine) übersetzung|übersetzung\s*:"
    r"|aquí (?:está|tienes) (?:la|una) traducción|traducción\s*:"
    r"|(?:lo siento, )?como (?:ia|modelo de lenguaje)\b|en tant qu(?:'|’)ia\b|als ki\b"
    r"|as an ai\b|as a language model\b|i(?:'|’)m sorry, but\b|i cannot translate\b)",
    re.IGNORECASE,
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
    if (begins := PREAMBLE.match(text)) and not ABOUT_TRANSLATIONS.search(source):
        yield f"begins with words that are not the source's: “{begins[0].strip()}”"


def untranslated_sentences(before: str, after: str, evidence: Evidence) -> Iterator[str]:
    """Sentences of the source that the translation has too, of the words of both."""
    sentences = BETWEEN_SENTENCES.split(" ".join(before.split()))
    there = " ".join(after.split())
    for sentence in sentences if len(sentences) > 1 else ():
        enough = len(sentence.split()) >= FEWEST_WORDS
        if enough and sentence in there and is_forgotten(sentence, evidence):
            yield sentence


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
    if QUOTED.fullmatch(text) and not QUOTED.fullmatch(source) and len(text) > len(source):
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
    if wanted == there or {wanted, there} <= {".", "…", "!"} - {""}:
        return ""
    if wanted == "?" or there == "?":
        return f"ends {'without a' if wanted == '?' else 'with a'} question mark, unlike the source"
    if "." in (wanted, there) and not (wanted and there):
        return f"ends {'without a' if wanted else 'with a'} full stop, unlike the source"
    return ""
