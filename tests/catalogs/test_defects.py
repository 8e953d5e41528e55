"""Defects that a translation server lets in, and right translations that look like them."""

import pytest

from ext.catalogs.judge import Setting, compare, refusal
from ext.catalogs.kinds import Kind
from ext.catalogs.markup import Form
from ext.catalogs.message import Message

DEFECTS = [
    ("nl en", "Meer dan 50 miljoen vellen.", "More than 50 sheets.", "numbers"),
    ("nl en", "Er zijn tuinen.", "There are gardens since 1990.", "numbers"),
    ("nl en", "Meer dan 25.000 vellen.", "More than 25.000 sheets.", "numbers"),
    ("en es", "Built in 1862, and rebuilt in 1870.", "Construido en 1862.", "numbers"),
    ("en zh_CN", "On 4 March 2025.", "2025年4月3日。", "numbers"),
    ("en zh_CN", "On 2025-03-04.", "2025年4月3日。", "numbers"),
    ("en de", "At 2.30 pm.", "Um 2.30 Uhr.", "numbers"),
    ("en ja", "At 2.30 pm.", "午前2時30分。", "numbers"),
    ("en fr", "In the 18th century.", "Au XIXe siècle.", "numbers"),
    ("en es", "See pages 45–67.", "Véanse las páginas 4567.", "numbers"),
    ("nl en", "Na ½ uur.", "After ¼ hour.", "numbers"),
    ("nl en", "Na 5 km.", "After 5 miles.", "numbers"),
    ("de en", "Mit 92 Hektar.", "With 92 acres.", "numbers"),
    ("en zh_CN", "It is 5 cm long.", "长5毫米。", "numbers"),
    ("en ru", "It weighs 5 kg.", "Весит 5 г.", "numbers"),
    ("en de", "Closed on Mondays.", "Dienstags geschlossen.", "numbers"),
    ("en ru", "The garden is open.", "Der alte Garten ist jeden Tag geöffnet.", "untranslated"),
    ("en ru", "The garden is green.", "Ð¡Ð°Ð´ Ð·Ðµ", "encoding"),
    ("en pl", "An old tree.", "\uf0b7 Stare drzewo.", "encoding"),
    ("nl en", "De tuin is groen.", "The gardεn is green.", "characters"),
    ("en ru", "Work with old data.", "Работа c данными.", "leftovers"),
    ("en de", "An old garden.", "Ein alter Garten.\\nDer Baum.", "leftovers"),
    ("en de", "An old garden.", "Ein%20alter%20Garten.", "leftovers"),
    ("en de", "An old tree.", "⟦0⟧ Baum.", "leftovers"),
    ("en de", "Trees, ferns and moss.", "Bäume，Farne und Moos.", "leftovers"),
    ("en es", "Old trees.", "Lo siento, como modelo de lenguaje no puedo.", "leftovers"),
    ("en ja", "The “type” is old.", "「タイプは古いです。", "quotes"),
    ("nl en", "![oud blad](a.jpg)", "![](a.jpg)", "markup"),
    ("en de", "beech", "| Buche | 5 |", "markup"),
    ("en es", "Will you come too?", "Vienes tú también?", "ends"),
    ("nl en", "Dit zijn de leden:", "These are the members.", "ends"),
    ("nl en", "In de tuin.", "In the the garden.", "spaces"),
    ("nl en", "De tuin is open.", "The garden is open. The garden is open.", "length"),
    ("en pl", "It lies at 50°55′N.", "Leży na 50°55′S.", "numbers"),
    ("en fr", "Follow @plantentuin there.", "Suivez-y @jardinbotanique.", "addresses"),
    ("en de", "Download specimens.csv here.", "Hier exemplare.csv herunterladen.", "addresses"),
    ("en nl", "The tree is old. It is red.", "De boom is oud.Hij is rood.", "spaces"),
    ("nl en", "Het oppervlak is {math}`a^2` groot.", "The surface is {math}`a^3` large.", "code"),
    (
        "nl en",
        "De tuin is zevenentachtig jaar oud.",
        "The garden is seventy-eight years old.",
        "numbers",
    ),
    ("en de", "There are thirty-two ponds.", "Es gibt dreiundzwanzig Teiche.", "numbers"),
    ("nl fr", "Er staan vierentachtig bomen.", "Il y a quatre-vingt-dix arbres.", "numbers"),
    ("nl en", "De 7 zalen tonen 350 stukken.", "The rooms show 350 items.", "numbers"),
    ("nl en", "Koning Leopold II kocht ze.", "King Leopold III bought it.", "numbers"),
    ("nl en", "Bijgewerkt op 4 mrt. 2025.", "Updated on 4 May 2025.", "numbers"),
    ("nl en", "Het zijn 10⁶ cellen.", "That is 10⁵ cells.", "numbers"),
    ("nl en", "Alleen ≥ 5 jaar.", "Only ≤ 5 years.", "numbers"),
    ("nl en", "Het weegt 30 mg.", "It weighs 30 µg.", "numbers"),
    (
        "nl en",
        "Vraag [VLIZ](https://www.vliz.be/nl) of [INBO](https://www.inbo.be/nl).",
        "Ask [INBO](https://www.vliz.be/en) or [VLIZ](https://www.inbo.be/en).",
        "links",
    ),
    (
        "nl en",
        "Vraag [VLIZ](https://www.vliz.be/nl) of [INBO](https://www.inbo.be/nl).",
        "Ask [INBO](https://[www.inbo.be) or [VLIZ](https://www.vliz.be/nl).",
        "links",
    ),
    ("nl en", "Een varen.", "% A fern.", "markup"),
    ("nl en", "Een varen.", "(varen)=\nA fern.", "markup"),
    ("nl en", "Een varen.", "A fern.\n---", "markup"),
    ("nl en", "Een varen groeit.", "A fern\n: It grows.", "markup"),
    ("nl en", "Een varen.", ".. note:: A fern.", "markup"),
    ("nl en", "Een varen.", "English: A fern.", "leftovers"),
    ("nl en", "Een varen.", "Certainly. The English version is: A fern.", "leftovers"),
    ("nl en", "Een varen.", "Sure! Here's the translated text: A fern.", "leftovers"),
    ("nl en", "Een varen.", "A fern. Let me know if you need more.", "leftovers"),
    ("nl en", "Een varen.", "#REF!", "leftovers"),
    ("nl en", "Een varen.", '"A fern."', "leftovers"),
    ("nl en", "De tuin is oud en groot.", "The garden is old and …", "ends"),
    (
        "nl en",
        "De tuin is een van de oudste van het land, en de kassen zijn beroemd. Er staan planten "
        "uit alle streken van de wereld. Wie wil, kan ze elke dag komen bekijken.",
        "The garden is one of the oldest.",
        "length",
    ),
]
RIGHT = [
    ("nl en", "De wet {math}`1{,}5x` geldt.", "The law {math}`1.5x` holds."),
    ("nl en", "De {math}`a \\text{als } b` telt.", "The {math}`a \\text{if } b` counts."),
    ("nl en", "De 7 zalen.", "The seven rooms."),
    ("nl en", "Een kwart van 4 zalen.", "A quarter of four rooms."),
    ("nl en", "De zevenentachtig bomen.", "The 87 trees."),
    ("nl fr", "Er staan tweeëntachtig bomen.", "Il y a quatre-vingt-deux arbres."),
    ("nl en", "Op 4 mrt. 2025.", "On 4 Mar. 2025."),
    ("nl en", "Engels: fern", "English: fern"),
    ("nl en", "Nieuwe versie: 3", "New version: 3"),
    ("nl en", "De “varen”.", "The ‘fern’."),
    (
        "nl en",
        "[VLIZ](https://www.vliz.be/nl) en [ULB](https://ulb.be/).",
        "[VLIZ](https://www.vliz.be/en) and [ULB](https://ulb.be/en).",
    ),
    ("en de", "At 2.30 pm.", "Um 14.30 Uhr."),
    ("en de", "At 2.30 pm.", "Um 2.30 Uhr nachmittags."),
    ("en ja", "At 2.30 pm.", "午後2時30分。"),
    ("en fr", "In the 18th century.", "Au XVIIIe siècle."),
    ("en de", "For $5.", "Für 5 Dollar."),
    ("en ja", "For $5.", "5ドルです。"),
    ("en pl", "For £5.", "Za 5 funtów."),
    ("en ja", "At −18 °C.", "マイナス18 °Cで。"),
    ("en zh_CN", "Keep at −18 °C.", "保存于−18 °C。"),
    ("en pl", "At −18 °C.", "Przy 18 °C poniżej zera."),
    ("en es", "1.2 billion records.", "1200 millones de registros."),
    ("en zh_CN", "7 trillion records.", "7万亿条记录。"),
    ("en zh_CN", "2,000 records.", "两千条记录。"),
    ("zh_CN en", "三万五千条记录。", "35,000 records."),
    ("en zh_CN", "On 4 March 2025.", "二〇二五年三月四日。"),
    ("en de", "1½ hours.", "Anderthalb Stunden."),
    ("nl en", "Zo'n 1½ uur.", "About an hour and a half."),
    ("en ja", "Darwin Core", "Darwin Core"),
    ("en nl", "Mail info@example.org, or get a.csv.", "Mail info@example.org, of haal a.csv op."),
    ("en ko", "120 million records.", "1억 2천만 건."),
    ("nl en", "Van 9.30 tot 12.00 uur.", "From 9.30 am to noon."),
    ("nl en", "In de jaren tachtig.", "In the 1980s."),
    ("en ar", "Over 5%.", "أكثر من 5 في المئة."),
    ("en ru", "After 5 km.", "Через 5 километров."),
    ("en ru", "500 GB of data.", "500 ГБ данных."),
    ("en ja", "Will you come too?", "あなたも来ますか。"),
    ("en es", "EVERYTHING IS INCLUDED", "TODO ESTÁ INCLUIDO"),
    ("en fr", "Volume 30", "Volume XXX"),
    ("en de", "The tree that stands here.", "Der Baum, der der älteste ist."),
    ("en nl", "Mile 5: call 02 260 09 20.", "Mijl 5: bel 02 260 09 20."),
]


def kinds_of(languages: str, source: str, text: str) -> set[Kind]:
    message = Message(source, forms={0: text}, lines={0: 1})
    return {kind for kind, _, _ in compare(message, Form.MARKDOWN, Setting(*languages.split()))}


@pytest.mark.parametrize(("languages", "source", "text", "kind"), DEFECTS)
def test_a_defect_is_named(languages: str, source: str, text: str, kind: str) -> None:
    assert kind in kinds_of(languages, source, text)


@pytest.mark.parametrize(("languages", "source", "text"), RIGHT)
def test_a_right_translation_is_not_blamed(languages: str, source: str, text: str) -> None:
    assert not kinds_of(languages, source, text)


def test_in_rest_words_in_backquotes_end_at_the_first_one_that_can_end_them() -> None:
    source = "Zie `elders <https://example.org/>`_."
    text = "See `else`x` <https://example.org/>`_."
    assert refusal(source, text, Form.REST, Setting("nl", "en"))
    assert not refusal(
        source, "See `else`x <https://example.org/>`_.", Form.REST, Setting("nl", "en")
    )
