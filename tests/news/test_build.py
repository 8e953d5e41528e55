"""News and events in a build: lists, heads, neighbours, linked data, and what moves from day to day."""

import json

import pytest

from tests.news.conftest import NEXT_DAY, PAGES, NewsSite, page, titles

HELD_BACK = (
    "nl/nieuws/morgen.md:3: WARNING: This page is held back until 2027-01-16; this build is for "
    "2027-01-15. [news.held-back]\n"
)


def words(output, path: str, selector: str) -> list[str]:
    return [" ".join(one.get_text().split()) for one in output.page(path).select(selector)]


def test_lists_show_titles_and_dates_in_the_language_of_the_page(site: NewsSite) -> None:
    output = site.build()
    assert output.warnings == HELD_BACK
    assert titles(output, "nl/index.html") == ["Een bruikleen", "De gids"]
    assert titles(output, "en/index.html") == ["A loan", "The guide"]
    assert words(output, "nl/index.html", "time") == ["12 januari 2027", "10 januari 2027"]
    assert words(output, "en/index.html", "time") == ["12 January 2027", "10 January 2027"]
    assert len(output.page("nl/index.html").select(".vsc-news--cards img[alt='']")) == 1
    assert output.page("nl/nieuws/index.html").select(".vsc-news img") == []


def test_the_archive_is_divided_by_year_and_marks_what_is_untranslated(site: NewsSite) -> None:
    output = site.build()
    assert words(output, "en/news/index.html", ".vsc-news h2") == ["2027", "2026"]
    assert titles(output, "en/news/index.html") == [
        "A loan",
        "The guide",
        "Een lade open (in Dutch)",
        "The project begins",
    ]
    (link,) = output.page("en/news/index.html").select(".vsc-news [lang=nl]")
    assert link.get_text() == "Een lade open"
    assert words(output, "en/news/index.html", ".vsc-news__summary") == [
        "Nine partners work together."
    ]


def test_a_summary_without_a_translation_is_marked(site: NewsSite) -> None:
    site.write({"locales/en/LC_MESSAGES/nieuws/start.po": {"Het project begint": "It begins"}})
    (summary,) = site.build().page("en/news/index.html").select(".vsc-news__summary")
    assert (summary["lang"], summary.get_text()) == ("nl", "Negen partners werken samen.")


def test_what_is_untranslated_can_be_hidden(site: NewsSite) -> None:
    output = site.build(news_untranslated="hide")
    assert titles(output, "en/news/index.html") == ["A loan", "The guide", "The project begins"]
    assert "Een lade open" in titles(output, "nl/nieuws/index.html")
    assert "Een lade open" not in (output.folder / "en/feed.xml").read_text(encoding="utf-8")


def test_events_to_come_and_events_that_are_over(site: NewsSite) -> None:
    output = site.build()
    assert titles(output, "nl/agenda/index.html") == ["De open week", "Een cursus"]
    assert titles(output, "nl/agenda/index.html", 1) == ["Een lezing"]
    assert words(output, "en/agenda/index.html", ".vsc-news__when") == [
        "13–15 January 2027 · Museum",
        "1 March 2027, 10:00",
        "7 October 2026, 19:30–21:00 · Botanic garden",
    ]


def test_a_tag_chooses(site: NewsSite) -> None:
    site.write({"nl/over.md": "# Over\n\n```{news}\n:tag: project\n```\n"})
    assert titles(site.build(), "nl/over/index.html") == ["Het project begint"]


def test_a_link_to_what_is_held_back_is_words_until_its_day(site: NewsSite) -> None:
    site.write(
        {
            "nl/over.md": "# Over\n\nZie [*straks*](nieuws/morgen.md) en [later][r].\n\n"
            "{doc}`Nog <nieuws/morgen>`.\n\n[r]: nieuws/morgen.md\n",
            "locales/en/LC_MESSAGES/over.po": {
                "Zie [*straks*](nieuws/morgen.md) en [later][r].": "See [*soon*](nieuws/morgen.md) and [later][r].",
            },
        }
    )
    output = site.build()
    said = (
        "WARNING: This link leads to nl/nieuws/morgen.md, which is held back: until it is published, "
        "only the words are shown. [languages.held-back]"
    )
    assert output.warnings.splitlines() == [
        *HELD_BACK.splitlines(),
        f"nl/over.md:3: {said}",
        f"nl/over.md:5: {said}",
    ]
    assert output.app._warncount == 0
    for path, text in {"nl": "Zie straks en later.", "en": "See soon and later."}.items():
        paragraph = output.page(f"{path}/over/index.html").select_one("article p")
        assert paragraph.get_text() == text
        assert paragraph.select("a") == []
    site.on(NEXT_DAY)
    output = site.build()
    assert output.warnings == ""
    links = output.page("en/over/index.html").select("article p a")
    assert [one["href"] for one in links] == ["../news/tomorrow/"] * 3


def test_an_empty_list_says_so(site: NewsSite) -> None:
    for path in (site.folder / "nl" / "nieuws").iterdir():
        path.unlink()
    for path in (site.folder / "en" / "nieuws").iterdir():
        path.unlink()
    site.write(
        {
            "nl/index.md": "# Thuis\n\n```{news}\n```\n\n```{toctree}\nagenda\nover\n```\n",
            "conf.py": (site.folder / "conf.py").read_text()
            + "\nsuppress_warnings = ['translation']\n",
        }
    )
    output = site.build()
    assert output.warnings == ""
    assert words(output, "en/index.html", ".vsc-news") == ["There is no news."]
    assert words(output, "en/agenda/index.html", ".vsc-news") == [
        "No events are planned.",
        "There are no past events.",
    ]
    assert not (output.folder / "nl/feed.xml").exists()
    assert output.page("nl/index.html").select("link[type='application/atom+xml']") == []


def test_an_item_says_when_where_and_by_whom_and_leads_on(site: NewsSite) -> None:
    output = site.build()
    assert words(output, "en/news/start/index.html", ".vsc-news-head div") == [
        "Published20 November 2026",
        "AuthorAn Peeters",
    ]
    assert words(output, "en/nieuws/lezing/index.html", ".vsc-news-head div") == [
        "When7 October 2026, 19:30–21:00 (over)",
        "WhereBotanic gardenNieuwelaan 38, Meise",
    ]
    around = words(output, "nl/nieuws/gids/index.html", ".vsc-news-neighbours p")
    assert around == ["Previous Een lade open", "Next Een bruikleen"]
    around = words(output, "nl/nieuws/week/index.html", ".vsc-news-neighbours p")
    assert around == ["Previous Een lezing", "Next Een cursus"]
    picture = output.page("nl/nieuws/gids/index.html").select("figure.vsc-picture img")
    assert [one["alt"] for one in picture] == ["Een varen"]


def test_search_engines_read_what_it_is(site: NewsSite) -> None:
    def data(path: str) -> dict[str, object]:
        (script,) = site_built.page(path).select("script[type='application/ld+json']")
        return json.loads(script.string or "")["@graph"][0]

    site_built = site.build()
    assert data("en/nieuws/lezing/index.html") == {
        "@type": "Event",
        "name": "A lecture",
        "startDate": "2026-10-07T19:30:00+02:00",
        "endDate": "2026-10-07T21:00:00+02:00",
        "location": {
            "@type": "Place",
            "name": "Botanic garden",
            "address": "Nieuwelaan 38, Meise",
        },
        "inLanguage": "en",
        "url": "https://portal.example.org/en/nieuws/lezing/",
    }
    assert data("nl/nieuws/start/index.html") == {
        "@type": "NewsArticle",
        "headline": "Het project begint",
        "datePublished": "2026-11-20",
        "author": {"@type": "Person", "name": "An Peeters"},
        "description": "Negen partners werken samen.",
        "inLanguage": "nl",
        "url": "https://portal.example.org/nl/nieuws/start/",
    }
    site_built = site.build(html_baseurl="")
    assert "url" not in data("nl/nieuws/start/index.html")


def test_what_is_dated_in_the_future_waits_in_every_language(site: NewsSite) -> None:
    output = site.build(warningiserror=True)
    assert output.app.statuscode == 0
    assert not (output.folder / "nl/nieuws/morgen").exists()
    assert not (output.folder / "en/news/tomorrow").exists()
    assert "morgen" not in (output.folder / "sitemap.xml").read_text(encoding="utf-8")


def test_a_pair_written_by_hand_waits_for_the_later_date(site: NewsSite) -> None:
    site.write(
        {"en/nieuws/morgen.md": page("Tomorrow", "lang-ref: news/tomorrow\ndate: 2027-01-14")}
    )
    output = site.build()
    assert not (output.folder / "en/nieuws/morgen").exists()
    assert "nl/nieuws/morgen.md:3" in output.warnings


def test_translators_see_it_before_its_day(site: NewsSite) -> None:
    output = site.build("gettext")
    assert output.warnings == ""
    template = (output.folder / "nl" / "nieuws" / "morgen.pot").read_text(encoding="utf-8")
    assert 'msgid "Morgen"' in template


def test_the_place_of_an_event_is_translated(site: NewsSite) -> None:
    template = site.build("gettext").folder / "nl" / "nieuws" / "lezing.pot"
    assert 'nl/nieuws/lezing.md\nmsgid "Plantentuin"' in template.read_text(encoding="utf-8")


def test_a_day_later_the_right_things_move(site: NewsSite) -> None:
    site.build()
    site.on(NEXT_DAY)
    output = site.build()
    assert output.warnings == ""
    assert titles(output, "nl/index.html") == ["Morgen", "Een bruikleen"]
    assert "Een lade open" not in titles(output, "nl/nieuws/index.html")
    assert (output.folder / "nl/nieuws/lade/index.html").exists()
    assert titles(output, "nl/agenda/index.html") == ["Een cursus"]
    assert titles(output, "nl/agenda/index.html", 1) == ["De open week", "Een lezing"]
    assert output.files == site.fresh().files


CHANGES = {
    "nothing": {},
    "a date": {
        "nl/nieuws/lade.md": page("Een lade open", "lang-ref: news/drawer\ndate: 2027-01-14")
    },
    "a description": {
        "nl/nieuws/lezing.md": page("Een lezing", "date: 2026-09-01\ndescription: Nieuw.")
    },
    "an end": {"nl/nieuws/week.md": page("De open week", "event:\n  start: 2027-01-13")},
    "a translation": {"locales/en/LC_MESSAGES/nieuws/lade.po": {"Een lade open": "A drawer"}},
    "a translated place": {
        "locales/en/LC_MESSAGES/nieuws/week.po": {"Museum": "The museum"},
    },
    "a new item": {"en/nieuws/new.md": page("New", "date: 2027-01-14")},
    "a picture": {
        "images/fern.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><path d="M0 0h9v4H0z"/></svg>'
    },
    "no longer an item": {"nl/nieuws/lade.md": page("Een lade open", "orphan: true")},
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_incremental_and_a_parallel_build_equal_a_fresh_serial_one(
    site: NewsSite, name: str
) -> None:
    site.build()
    site.write(CHANGES[name])
    incremental, fresh = site.build(parallel=2), site.fresh()
    assert incremental.files == fresh.files
    assert site.fresh(parallel=2).files == fresh.files


def test_an_item_that_is_removed_leaves_everything(site: NewsSite) -> None:
    site.build()
    site.remove("en/nieuws/loan.md")
    site.remove("locales/nl/LC_MESSAGES/nieuws/loan.po")
    assert site.build().files == site.fresh().files


def test_a_changed_item_rebuilds_only_what_shows_it(site: NewsSite) -> None:
    site.build()
    changed = str(PAGES["nl/nieuws/start.md"]).replace(
        "Negen partners werken samen", "Iets heel anders"
    )
    site.write({"nl/nieuws/start.md": changed})
    ledger = site.build().app.vsc_ledger
    assert set(ledger.written) == {
        f"{code}/{name}" for code in ("nl", "en") for name in ("nieuws/start", "nieuws/index")
    }
    assert site.build().app.vsc_ledger.written == {}


FAULTS = {
    "date: gisteren": (
        2,
        "'gisteren' is not a day: write year, month and day, such as 2027-03-14.",
    ),
    "date: 2026-02-30": (2, "The front matter cannot be read: day is out of range for month."),
    "author: An\ndate: 2026-02-01 10:00:00": (3, "'2026-02-01 10:00:00' is not a day"),
    "event:\n  place: Meise\n  start: morgen": (4, "'morgen' is not a time"),
    "event:\n  start: 2027-03-02 10:00\n  end: 2027-03-02 09:00": (
        4,
        "This event ends before it starts.",
    ),
    "event:\n  start: 2027-03-02\n  end: 2027-03-01": (4, "This event ends before it starts."),
    "event:\n  start: 2027-03-02\n  begin: x": (
        4,
        "Unknown key 'begin': use one of address, end, place, start.",
    ),
    "event: morgen": (2, "'event' should be lines of 'key: value', not 'morgen'."),
    "date: 2026-02-01\ntags: project": (3, "'tags' should be a list, such as [research, visit]"),
    "date: 2026-02-01\nauthor: 7": (3, "'author' should be text, not 7."),
    "date: 2026-02-01\nuntil: 2026-01-01": (3, "'until' is before 'date', so no list ever shows"),
    "date: 2026-02-01\npicture: varen": (3, "There is no picture 'varen' in the register"),
}


@pytest.mark.parametrize("front", FAULTS)
def test_what_is_wrong_in_front_matter_is_named_at_its_line(site: NewsSite, front: str) -> None:
    site.write({"nl/nieuws/lade.md": page("Een lade", f"{front}\norphan: true")})
    line, said = FAULTS[front]
    found = [one for one in site.build().warnings.splitlines() if "lade.md" in one]
    assert found[0].startswith(f"nl/nieuws/lade.md:{line}: WARNING: {said}")
    # What is neither news nor an event is in no toctree.
    assert [one for one in found[1:] if "[toc.not_included]" not in one] == []


def test_a_date_in_another_folder_and_an_unknown_tag_are_named(site: NewsSite) -> None:
    site.write(
        {
            "nl/over.md": "---\ndate: 2026-02-01\n---\n\n# Over\n\n```{news}\n:tag: projct\n```\n",
            "nl/nieuws/uitleg.md": page("Uitleg", "orphan: true"),
        }
    )
    found = site.build().warnings
    assert "nl/over.md:2: WARNING: 'date' is for news and events, in the folder 'nieuws'." in found
    assert "nl/over.md:7: WARNING: No page has the tag 'projct'; did you mean 'project'?" in found
    assert found.count("WARNING") == 3


def test_a_wrong_setting_stops_the_build(site: NewsSite) -> None:
    with pytest.raises(Exception, match=r"news_untranslated.*one of"):
        site.build(news_untranslated="no")


def test_without_its_extension_builders_show_words(site: NewsSite) -> None:
    text = (site.build("text").folder / "nl" / "agenda.txt").read_text(encoding="utf-8")
    assert "De open week" in text
    assert "(13–15 januari 2027)" in text


@pytest.mark.parametrize("builder", ["latex", "singlehtml", "man", "epub"])
def test_other_builders_show_lists_too(site: NewsSite, builder: str) -> None:
    output = site.build(builder)
    assert "Traceback" not in output.warnings
    assert output.app.statuscode == 0


def test_an_event_that_ends_moves_between_the_lists_of_one_page(site: NewsSite) -> None:
    for name in ("cursus", "lezing"):
        site.remove(f"nl/nieuws/{name}.md")
    site.remove("locales/en/LC_MESSAGES/nieuws/lezing.po")
    site.build()
    site.on(NEXT_DAY)
    output = site.build()
    assert titles(output, "nl/agenda/index.html", 1) == ["De open week"]
    assert output.files == site.fresh().files
