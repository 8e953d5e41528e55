"""A thousand messages in six languages: sound ones have no finding, spoilt ones have.

They are put together from the sentences below, with figures, links, code and quotation marks as each
language writes them; what was put together is told by its seed.
"""

import os
import random
import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from babel.dates import format_date
from babel.messages.plurals import get_plural
from babel.numbers import format_decimal

from ext.catalogs.annotations import line_of
from ext.catalogs.check import Source, check

SEED = int(os.environ.get("SEED", "1"))
SOURCES = ("nl", "en")
LANGUAGES = ("nl", "en", "de", "fr", "pl", "ar")
FORMS = ("md", "rst", "html")
COUNT = 1000

# What stands between @ is written by `Pen`: @number@, @link:words@, …
SENTENCES: list[dict[str, str]] = [
    {
        "nl": "Het herbarium telt @number@ vellen.",
        "en": "The herbarium holds @number@ sheets.",
        "de": "Das Herbarium zählt @number@ Bögen.",
        "fr": "L’herbier compte @number@ feuilles.",
        "pl": "Zielnik liczy @number@ arkuszy.",
        "ar": "يضم المعشب @number@ ورقة.",
    },
    {
        "nl": "Samen zijn het @million@ stuks (bij benadering).",
        "en": "Together (approximately) these are @million@ items.",
        "de": "Zusammen sind es @million@ Stück (ungefähr).",
        "fr": "Ensemble (environ), cela fait @million@ de pièces.",
        "pl": "Razem jest ich @million@ (w przybliżeniu).",
        "ar": "المجموع @million@ قطعة (تقريبا).",
    },
    {
        "nl": "Sinds @year@ staat alles in de @link:lijst van tuinen@, zie ook @code@.",
        "en": "See @code@ too; since @year@ everything is in the @link:list of gardens@.",
        "de": "Seit @year@ steht alles in der @link:Liste der Gärten@, siehe auch @code@.",
        "fr": "Depuis @year@, tout est dans la @link:liste des jardins@ ; voir aussi @code@.",
        "pl": "Od @year@ roku wszystko jest na @link:liście ogrodów@, zobacz też @code@.",
        "ar": "منذ @year@ كل شيء في @link:قائمة الحدائق@، انظر أيضا @code@.",
    },
    {
        "nl": "Een @bold:heel oude@ boom heet @italic:Fagus sylvatica@.",
        "en": "A @bold:very old@ tree is called @italic:Fagus sylvatica@.",
        "de": "Ein @bold:sehr alter@ Baum heißt @italic:Fagus sylvatica@.",
        "fr": "Un arbre @bold:très vieux@ s’appelle @italic:Fagus sylvatica@.",
        "pl": "Bardzo @bold:stare@ drzewo to @italic:Fagus sylvatica@.",
        "ar": "اسم الشجرة @bold:القديمة@ هو @italic:Fagus sylvatica@.",
    },
    {
        "nl": "Men noemt dat een @quote:type@, of [zelden] een @quote:staal@.",
        "en": "That is called a @quote:type@, or [rarely] a @quote:sample@.",
        "de": "Man nennt das @quote:Typus@ oder [selten] @quote:Probe@.",
        "fr": "On appelle cela un @quote:type@ ou [rarement] un @quote:échantillon@.",
        "pl": "Nazywa się to @quote:typem@ lub [rzadko] @quote:próbką@.",
        "ar": "يسمى ذلك @quote:النمط@ أو [نادرا] @quote:العينة@.",
    },
    {
        "nl": "Open tot @time@, en 's avonds is 't er stil 🌙.",
        "en": "Open until @time@, and it’s quiet in the evening 🌙.",
        "de": "Geöffnet bis @time@, und abends ist’s dort still 🌙.",
        "fr": "Ouvert jusqu’à @time@, et le soir c’est calme 🌙.",
        "pl": "Otwarte do @time@, a wieczorem jest tam cicho 🌙.",
        "ar": "مفتوح حتى @time@، والمساء هادئ هناك 🌙.",
    },
    {
        "nl": "Bijgewerkt op @date@ door @placeholder@.",
        "en": "Updated by @placeholder@ on @date@.",
        "de": "Aktualisiert am @date@ von @placeholder@.",
        "fr": "Mis à jour le @date@ par @placeholder@.",
        "pl": "Zaktualizowano @date@ przez @placeholder@.",
        "ar": "تم التحديث في @date@ بواسطة @placeholder@.",
    },
    {
        "nl": "In de 19e eeuw waren er drie tuinen, en 2 musea.",
        "en": "In the 19th century there were three gardens and two museums.",
        "de": "Im 19. Jahrhundert gab es drei Gärten und 2 Museen.",
        "fr": "Au XIXe siècle, il y avait trois jardins et deux musées.",
        "pl": "W XIX wieku były trzy ogrody i dwa muzea.",
        "ar": "في القرن التاسع عشر كانت هناك ثلاث حدائق ومتحفان.",
    },
    {
        "nl": "Schrijf naar @mail@ of bel @phone@.",
        "en": "Call @phone@ or write to @mail@.",
        "de": "Schreiben Sie an @mail@ oder rufen Sie @phone@ an.",
        "fr": "Écrivez à @mail@ ou appelez le @phone@.",
        "pl": "Napisz na @mail@ lub zadzwoń: @phone@.",
        "ar": "اكتب إلى @mail@ أو اتصل على \u2066@phone@\u2069.",
    },
    {
        "nl": "Meer staat op @url@ (in het Nederlands).",
        "en": "There is more at @url@ (in English).",
        "de": "Mehr steht auf @url@ (auf Deutsch).",
        "fr": "Plus d’informations sur @url@ (en français).",
        "pl": "Więcej na @url@ (po polsku).",
        "ar": "المزيد على @url@ (بالعربية).",
    },
    {
        "nl": "Tussen @year@ en @later@ groeide de collectie met @percent@ %.",
        "en": "The collection grew by @percent@% between @year@ and @later@.",
        "de": "Zwischen @year@ und @later@ wuchs die Sammlung um @percent@ %.",
        "fr": "Entre @year@ et @later@, la collection a augmenté de @percent@ %.",
        "pl": "W latach @year@–@later@ kolekcja wzrosła o @percent@%.",
        "ar": "نمت المجموعة بين @year@ و @later@ بنسبة @percent@%.",
    },
    {
        "nl": "Python 3.11, ISO 8601, CO2 en PM10: zie subsidie I001721N.",
        "en": "Python 3.11, ISO 8601, CO2 and PM10: see grant I001721N.",
        "de": "Python 3.11, ISO 8601, CO2 und PM10: siehe Förderung I001721N.",
        "fr": "Python 3.11, ISO 8601, CO2 et PM10 : voir la subvention I001721N.",
        "pl": "Python 3.11, ISO 8601, CO2 i PM10: zob. grant I001721N.",
        "ar": "Python 3.11 و ISO 8601 و CO2 و PM10: انظر المنحة I001721N.",
    },
]
NAMES = ["Fagus sylvatica", "GBIF", "KU Leuven", "https://www.gbif.org/", "12", "3.500 m", "Meise"]
QUOTES = {"nl": "“”‘’", "en": "“”‘’", "de": "„“»«", "fr": "«»“”", "pl": "„”«»", "ar": "«»“”"}
MILLION = {"nl": "miljoen", "en": "million", "de": "Millionen", "fr": "millions", "pl": "miliona", "ar": "مليون"}  # fmt: skip
TIMES = {"nl": ["%H.%M uur", "%H:%M"], "en": ["%I.%M pm", "%H:%M", "%I:%M p.m."], "de": ["%H:%M Uhr", "%H.%M Uhr"], "fr": ["%H h %M", "%Hh%M"], "pl": ["%H:%M"], "ar": ["%H:%M"]}  # fmt: skip
PLACEHOLDERS = {
    "md": ["{{ naam }}", "{naam}", "%(naam)s"],
    "rst": ["|naam|", "{naam}", "%(naam)s"],
    "html": ["%(naam)s", "{naam}", "%s", "${naam}"],
}
PLURALS = {
    "nl": ["vel", "vellen"], "en": ["sheet", "sheets"], "de": ["Bogen", "Bögen"],
    "fr": ["feuille", "feuilles"], "pl": ["arkusz", "arkusze", "arkuszy"],
    "ar": ["لا أوراق", "ورقة واحدة", "ورقتان", "%d أوراق", "%d ورقة", "%d من الأوراق"],
}  # fmt: skip


class Facts:
    """What one message says, in whatever language."""

    def __init__(self, dice: random.Random, form: str) -> None:
        self.form = form
        self.number = Decimal(dice.choice([dice.randrange(21, 999), dice.randrange(1000, 10**7)]))
        self.million = Decimal(dice.randrange(11, 999)) / 10
        self.percent = Decimal(dice.randrange(211, 999)) / 10
        self.year = dice.randrange(1750, 1990)
        self.later = self.year + dice.randrange(3, 30)
        self.time = time(dice.randrange(13, 22), dice.choice([15, 30, 45]))
        self.date = date(dice.randrange(1990, 2027), dice.randrange(1, 13), dice.randrange(1, 28))
        self.target = dice.choice(["over.md", "lijst.md#tuinen", "#wie", "../kaart.md"])
        self.code = dice.choice(["make html", "vsc-mode", "x = 3.5", "a*b*c"])
        self.placeholder = dice.choice(PLACEHOLDERS[form])
        self.mail = dice.choice(["info@voorbeeld.be", "a.b+c@example.org"])
        self.phone = dice.choice(["+32 2 260 09 70", "+32 (0)2/260.09.70"])


class Pen:
    """Writes facts as a language writes them."""

    def __init__(self, language: str, dice: random.Random) -> None:
        self.language = language
        self.dice = dice
        self.quotes = dice.choice([QUOTES[language][:2], QUOTES[language][2:], '""'])
        # Arabic is written with the digits of its script, or with those of Europe.
        self.system = dice.choice(["arab", "latn"]) if language == "ar" else "latn"

    def write(self, sentence: str, facts: Facts) -> str:
        return re.sub(
            r"@(\w+)(?::([^@]*))?@", lambda m: self._slot(m[1], m[2] or "", facts), sentence
        )

    def _slot(self, slot: str, words: str, facts: Facts) -> str:
        rest, plain = facts.form == "rst", facts.form == "html"
        match slot:
            case "number" | "percent":
                return format_decimal(
                    getattr(facts, slot), locale=self.language, numbering_system=self.system
                )
            case "million":
                number = format_decimal(
                    facts.million, locale=self.language, numbering_system=self.system
                )
                return f"{number} {MILLION[self.language]}"
            case "year" | "later":
                return str(getattr(facts, slot))
            case "time":
                return facts.time.strftime(self.dice.choice(TIMES[self.language])).lstrip("0")
            case "date":
                return format_date(facts.date, "long", locale=self.language)
            case "link" if plain:
                return f'<a href="{facts.target}">{words}</a>'
            case "link":
                return f":doc:`{words} <{facts.target}>`" if rest else f"[{words}]({facts.target})"
            case "code" if plain:
                return f"<code class='c'>{facts.code}</code>"
            case "code":
                return f"``{facts.code}``" if rest else f"`{facts.code}`"
            case "bold":
                return f"<b>{words}</b>" if plain else f"**{words}**"
            case "italic":
                return f"<i>{words}</i>" if plain else f"*{words}*"
            case "quote":
                blank = "\u00a0" if self.language == "fr" and self.quotes == "«»" else ""
                return f"{self.quotes[0]}{blank}{words}{blank}{self.quotes[1]}"
            case "url":
                return f"https://www.example.org/{self.language}/garden_{facts.year}"
        return str(getattr(facts, slot))


class Message(NamedTuple):
    """A message and its translation."""

    form: str
    source: str
    translation: str
    flags: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()

    def entry(self) -> polib.POEntry:
        place = [(f"{'nl/' if self.form != 'html' else ''}page.{self.form}", "")]
        if not self.plural:
            return polib.POEntry(
                msgid=self.source,
                msgstr=self.translation,
                occurrences=place,
                flags=list(self.flags),
            )
        return polib.POEntry(
            msgid=self.source,
            msgid_plural=self.plural[0],
            msgstr_plural=dict(enumerate(self.plural[1:])),
            occurrences=place,
            flags=list(self.flags),
        )


def plural(number: int, source: str, target: str) -> Message:
    one, many = PLURALS[source]
    name = "abcdefghij"[number % 10]
    theirs = PLURALS[target]
    said = [w if "%" in w or target == "ar" else f"%d {w}" for w in theirs]
    if target in ("nl", "en", "de") and number % 2:
        said[0] = {"nl": "Eén vel", "en": "One sheet", "de": "Ein Bogen"}[target]
    # Python does not take a number for which there is no place, unless it goes by a name.
    sign, format_ = ("%d", "c-format") if number % 3 else ("%(count)d", "python-format")
    first, *others = (
        f"{text} ({name})".replace("%d", sign) for text in (f"%d {one}", f"%d {many}", *said)
    )
    return Message("html", first, "", (format_,), tuple(others))


def made_up(dice: random.Random, source: str, target: str, count: int) -> list[Message]:
    """Return sound messages, none of them twice."""
    found: dict[str, Message] = {
        name: Message("md", name, name) for name in NAMES if name != "3.500 m"
    }
    for number in range(6):
        message = plural(number, source, target)
        found[message.source] = message
    while len(found) < count:
        facts = Facts(dice, dice.choice(FORMS))
        chosen = dice.sample(SENTENCES, dice.randrange(1, 4))
        texts = [
            " ".join(Pen(language, dice).write(sentence[language], facts) for sentence in chosen)
            for language in (source, target)
        ]
        flags = ("python-format",) if "%(" in texts[0] else ()
        if any(re.search(r"%(?!\()", text) for text in texts):
            flags = ()
        found[texts[0]] = Message(facts.form, *texts, flags)
    return list(found.values())


def written(path: Path, messages: list[Message], target: str) -> Path:
    catalog = polib.POFile(wrapwidth=random.Random(len(messages)).choice([0, 78]))
    catalog.metadata = {
        "Language": target,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": get_plural(target).plural_forms,
    }
    catalog.extend(message.entry() for message in messages)
    catalog.save(str(path))
    return path


PAIRS = [(source, target) for source in SOURCES for target in LANGUAGES if source != target]


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_sound_messages_have_no_finding(source: str, target: str, tmp_path: Path) -> None:
    dice = random.Random(f"{SEED} {source} {target}")
    messages = made_up(dice, source, target, COUNT // len(PAIRS))
    path = written(tmp_path / "sound.po", messages, target)
    report = check([Source(path, "sound.po", source, target)])
    told = "\n".join(f"{line_of(f)}\n{text_at(path, f.line)}" for f in report.findings)
    assert not report.findings, f"seed {SEED}\n{told}"
    assert report.translated == len(messages)


def text_at(path: Path, line: int) -> str:
    lines = path.read_text(encoding="utf-8").split("\n")
    return "\n".join(lines[max(line - 6, 0) : line + 6])


# -- Spoilt ones ---------------------------------------------------------------

Spoiler = Callable[[str, random.Random], str]


def swapped(pattern: str, becomes: str | Callable[[re.Match[str]], str]) -> Spoiler:
    return lambda text, _: re.sub(pattern, becomes, text, count=1)


def other_digit(match: re.Match[str]) -> str:
    return match[0][:-1] + str((int(match[0][-1]) + 3) % 10)


SPOILERS: dict[str, Spoiler] = {
    "a lost link": swapped(r"\[([^\]]+)\]\([^)]+\)|:doc:`([^<]+) <[^>]+>`", r"\1\2"),
    "another target": swapped(r"(over|lijst|kaart)\.md", r"ander.md"),
    "a space in a link": swapped(r"\]\((?=\S+\.md|#)", "] ("),
    "lost bold": swapped(r"\*\*(\S)", r"** \1"),
    "a lost tag": swapped("</b>|</i>|</code>", ""),
    "other code": swapped("make html|vsc-mode", "ander"),
    "another attribute": swapped("class='c'", "class='d'"),
    "a renamed placeholder": swapped("naam(?=[|} )])", "nom"),
    "another year": swapped(r"(?<![\d_])1[789]\d\d(?!\d)", other_digit),
    "another mail address": swapped(r"@(voorbeeld|example)\.", "@ander."),
    "another number to call": swapped(r"09(.)70", r"09\g<1>71"),
    "a lost bracket": swapped(r"\((bij|approx|in |ungef|auf|envi|en |w prz|po )", r"\1"),
    "a lost quotation mark": swapped(r"“(?=\w)|„|«\u00a0", ""),
    "a script": lambda text, dice: f"{text} <script>alert(1)</script>",
    "a scripted link": lambda text, dice: f"{text} javascript:alert(1)",
    "garbled letters": swapped("é|ä|ë|’", "Ã©"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_spoilt_messages_are_found(source: str, target: str, tmp_path: Path) -> None:
    """Each way to spoil a message is found in each message that can be spoilt that way."""
    dice = random.Random(f"{SEED} {source} {target}")
    sound = [message for message in made_up(dice, source, target, 60) if not message.plural]
    done: set[str] = set()
    for name, spoil in SPOILERS.items():
        messages = [m._replace(translation=spoil(m.translation, dice)) for m in sound]
        spoilt = [new for new, old in zip(messages, sound, strict=True) if new != old]
        path = written(tmp_path / "spoilt.po", spoilt, target)
        report = check([Source(path, "spoilt.po", source, target)])
        entries = list(polib.pofile(str(path)))
        lines = sorted(finding.line for finding in report.findings)
        for at, entry in enumerate(entries):
            end = entries[at + 1].linenum if at + 1 < len(entries) else 10**9
            hit = any(entry.linenum <= line < end for line in lines)
            assert hit, f"seed {SEED}: {name}: {entry}"
        done |= {name} if spoilt else set()
    assert len(done) > len(SPOILERS) / 2


def test_each_way_to_spoil_a_message_is_tried() -> None:
    dice = random.Random(SEED)
    messages = [m for pair in PAIRS for m in made_up(dice, *pair, 60)]
    for name, spoil in SPOILERS.items():
        assert any(spoil(m.translation, dice) != m.translation for m in messages), name
