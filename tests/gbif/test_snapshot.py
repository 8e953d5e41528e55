"""Figures of GBIF: reading and writing the file, and what a build makes of it."""

import errno
import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ext.gbif.snapshot import Fault, Snapshot, licence_name, read_snapshot, write_snapshot
from tests.components.conftest import Result, Site

KEY = "b740eaa0-0679-41dc-acb7-990d562dfa37"
OTHER = "0310b080-ec4b-11dc-b73e-b8a03c50a862"
VALUES: dict[str, Any] = {
    "made": "2024-02-29",
    "source": "https://api.example.org",
    "specimens": 1234567,
    "pictured": 4321,
    "located": 1000,
    "papers": 12,
    "datasets": [
        {
            "key": KEY,
            "title": "Invented herbarium",
            "doi": "10.5072/invented",
            "citation": "Inventsson I (2024). Invented herbarium.",
            "licence": "http://creativecommons.org/licenses/by/4.0/legalcode",
            "language": "eng",
            "specimens": 1234567,
            "pictured": 4321,
        }
    ],
}
PAGE = "# Kast\n\nTekst.\n\n```{gbif-figures} datasets\nDit zijn ze:\n```\n"
TOTALS = "# Kast\n\n```{gbif-figures} totals\n```\n"


def text_of(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def changed(**values: Any) -> str:
    """The file with other values; those of the data set have names that begin with `dataset_`."""
    other = json.loads(text_of(VALUES))
    for name, value in values.items():
        place = other["datasets"][0] if name.startswith("dataset_") else other
        name = name.removeprefix("dataset_")
        place[name] = value
        if value is None:
            del place[name]
    return text_of(other)


# -- The file ---------------------------------------------------------------


def test_what_is_written_is_read(tmp_path: Path) -> None:
    snapshot = Snapshot.model_validate_json(text_of(VALUES))
    path = tmp_path / "data" / "gbif.json"
    write_snapshot(path, snapshot)
    assert read_snapshot(path.read_text(encoding="utf-8"), [KEY]) == (snapshot, [])
    assert path.read_text(encoding="utf-8") == text_of(VALUES)
    assert snapshot.made == date(2024, 2, 29)


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gbif.json"
    path.write_text("as it was")

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_snapshot(path, Snapshot.model_validate_json(text_of(VALUES)))
    assert path.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault(1, "This is not JSON: Expecting value.")),
        ('{\n"made": \n', Fault(3, "This is not JSON: Expecting value.")),
        ("[" * 100_000, Fault(1, "This is not JSON: it is nested too deeply.")),
        (changed(papers=-1), Fault(7, "'papers' is wrong: Input should be greater than or equal")),
        (changed(papers="12"), Fault(7, "'papers' is wrong: Input should be a valid integer")),
        (changed(papers=True), Fault(7, "'papers' is wrong: Input should be a valid integer")),
        (changed(papers=None), Fault(1, "'papers' is missing.")),
        (changed(made="yesterday"), Fault(2, "'made' is wrong: Input should be a valid date")),
        (changed(colour="red"), Fault(20, "'colour' does not belong here.")),
        (changed(specimens=1), Fault(1, "The specimens of the data sets do not add up")),
        (changed(datasets=[]), Fault(8, "'datasets' is wrong: List should have at least 1 item")),
        (changed(dataset_title=""), Fault(11, "'title' is wrong: String should have at least 1")),
        (changed(dataset_doi="x"), Fault(12, "'doi' is wrong: String should match pattern")),
        (
            changed(dataset_licence="javascript:alert(1)"),
            Fault(14, "'licence' is wrong: String should match pattern"),
        ),
        (changed(dataset_citation=None), Fault(9, "'citation' is missing.")),
        (changed(dataset_key=OTHER), Fault(8, "These are not the data sets of 'gbif_scope'")),
        ("[]", Fault(1, "This is wrong: Input should be an object")),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, fault: Fault) -> None:
    snapshot, faults = read_snapshot(text, [KEY])
    assert snapshot is None
    (found,) = faults
    assert found.line == fault.line, text
    assert found.message.startswith(fault.message)


def test_every_fault_is_told_at_once() -> None:
    _, faults = read_snapshot(changed(papers=-1, dataset_doi="x"), [KEY])
    assert [fault.line for fault in faults] == [7, 12]


SPOILT_SEED = 20240229
SCRAPS = (
    "",
    "{",
    "}",
    "[",
    "]",
    '"',
    ",",
    ":",
    "\n",
    "\t",
    "-1",
    "1e999",
    "null",
    "NaN",
    "9" * 5000,
)
SCRAPS += ("\\ud800", "\ufeff", "\x00", "\u2028", "é", "&x *x !!int", "%TAG")


def test_whatever_is_spoilt_every_fault_has_a_line_that_exists() -> None:
    for seed in range(SPOILT_SEED, SPOILT_SEED + 300):
        random = Random(seed)
        text = text_of(VALUES)
        for _ in range(random.randint(1, 3)):
            start = random.randrange(len(text))
            text = text[:start] + random.choice(SCRAPS) + text[start + random.randint(0, 12) :]
        snapshot, faults = read_snapshot(text, [KEY])
        assert (snapshot is None) is bool(faults), seed
        for fault in faults:
            assert 1 <= fault.line <= text.count("\n") + 1, seed
            assert len(fault.message) < 400, seed


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("http://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0 1.0"),
        ("http://creativecommons.org/licenses/by/4.0/legalcode", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0"),
        ("https://example.org/licence", "https://example.org/licence"),
    ],
)
def test_licences_have_their_usual_names(address: str, name: str) -> None:
    assert licence_name(address) == name


# -- The build --------------------------------------------------------------


def build(site: Site, page: str | None = None, **options: Any) -> Result:
    return site.build(page, gbif_snapshot="data/gbif.json", **options)


def article(result: Result, path: str = "nl/page.html") -> str:
    return (result.app.outdir / path).read_text(encoding="utf-8")


def test_data_sets_stand_below_an_editors_words(site: Site) -> None:
    site.write("data/gbif.json", text_of(VALUES))
    result = build(site, PAGE)
    assert result.warnings == []
    assert "Dit zijn ze:" in article(result)
    title = result.find(".vsc-figures__title a")
    assert title["href"] == f"https://www.gbif.org/dataset/{KEY}"
    assert (title.text, title["lang"]) == ("Invented herbarium", "en")
    links = [link["href"] for link in result.soup().select(".vsc-figures__facts a")]
    assert links == [
        "https://creativecommons.org/licenses/by/4.0/legalcode",
        "https://doi.org/10.5072/invented",
    ]
    assert "1.234.567" in result.text(".vsc-figures__facts")
    assert "Inventsson I (2024)." in result.text(".vsc-figures__citation")
    assert "29 februari 2024" in result.text(".vsc-figures__date")


def test_totals(site: Site) -> None:
    site.write("data/gbif.json", text_of(VALUES))
    result = build(site, TOTALS)
    assert result.warnings == []
    numbers = [number.text for number in result.soup().select(".vsc-figures dd")]
    assert numbers == ["1.234.567", "4.321", "1.000", "12"]
    assert result.soup().select(".vsc-figures__datasets") == []


def test_without_a_file_the_part_is_left_out_and_the_log_says_how_to_make_one(site: Site) -> None:
    result = build(site, PAGE)
    assert result.warnings == []
    assert "Tekst." in article(result)
    assert "Dit zijn ze:" not in article(result)
    assert result.soup().select(".vsc-figures") == []
    assert "There is no data/gbif.json" in result.app.status.getvalue()
    assert "make snapshot" in result.app.status.getvalue()


def test_an_editors_words_are_translated_with_and_without_a_file(site: Site) -> None:
    build(site, PAGE, builder="gettext")
    templates = list((site.folder / "_build" / "gettext").rglob("*.pot"))
    assert any('"Dit zijn ze:"' in path.read_text(encoding="utf-8") for path in templates)


def test_a_broken_file_is_told_with_line_and_remedy(site: Site) -> None:
    site.write("data/gbif.json", changed(papers=-1))
    result = build(site, PAGE)
    assert result.warnings == [
        "data/gbif.json:7: WARNING: 'papers' is wrong: Input should be greater than or equal to 0, "
        "not -1. Run 'make snapshot' again, or delete the file: the figures are then left "
        "out. [gbif.snapshot]"
    ]
    assert "Dit zijn ze:" not in article(result)


def test_a_file_that_is_no_text_is_told(site: Site) -> None:
    site.write("data/gbif.json", "")
    (site.folder / "data" / "gbif.json").write_bytes(b"\xff\xfe{}")
    (warning,) = build(site, PAGE).warnings
    assert warning.startswith("data/gbif.json:1: WARNING: This file cannot be read:")


def test_a_change_of_the_file_shows_and_an_incremental_build_equals_a_fresh_one(
    site: Site,
) -> None:
    page = site.folder / "data" / "gbif.json"
    site.write("data/gbif.json", text_of(VALUES))
    fresh = {"with": article(build(site, PAGE))}
    other = changed(papers=13, made="2024-03-01")
    site.write("data/gbif.json", other)
    fresh["changed"] = article(build(site))
    assert "1 maart 2024" in fresh["changed"]
    page.unlink()
    fresh["without"] = article(build(site))
    assert "vsc-figures" not in fresh["without"]
    site.write("data/gbif.json", text_of(VALUES))
    assert article(build(site)) == fresh["with"]
    for name, text in (("with", text_of(VALUES)), ("changed", other), ("without", None)):
        if text is None:
            page.unlink()
        else:
            site.write("data/gbif.json", text)
        assert article(build(site, freshenv=True)) == fresh[name]


def test_only_pages_with_figures_are_written_again(site: Site) -> None:
    site.write("nl/other.md", "# Ander\n")
    site.write("data/gbif.json", text_of(VALUES))
    build(site, PAGE)
    site.write("data/gbif.json", changed(papers=13))
    result = build(site)
    assert "nl/page" in result.app.status.getvalue()
    assert "nl/other" not in result.app.status.getvalue()


def test_reading_in_two_processes_makes_no_difference(site: Site) -> None:
    for number in range(12):
        site.write(f"nl/other{number}.md", "# Ander\n")
    site.write("data/gbif.json", text_of(VALUES))
    parallel = build(site, PAGE, parallel=2)
    assert parallel.warnings == []
    site.write("data/gbif.json", changed(made="2024-03-01"))
    assert "1 maart 2024" in article(build(site, parallel=2))


def test_strange_words_are_shown_as_words(site: Site) -> None:
    hostile = "<script>alert(1)</script>\"'&amp;"
    site.write("data/gbif.json", changed(dataset_title=hostile, dataset_citation=hostile))
    result = build(site, PAGE)
    assert result.find(".vsc-figures__title a").text == hostile
    assert hostile in result.find(".vsc-figures__citation").text
    assert result.soup().select(".vsc-figures script") == []


def test_other_builders_show_citation_and_doi(site: Site) -> None:
    site.write("data/gbif.json", text_of(VALUES))
    result = build(site, PAGE + TOTALS.replace("# Kast", "## Meer"), builder="text")
    shown = (result.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8")
    assert "Inventsson I (2024). Invented herbarium. CC BY 4.0." in shown
    assert "https://doi.org/10.5072/invented" in shown
    assert "1.234.567" in shown


def test_figures_of_something_else_are_told(site: Site) -> None:
    (warning,) = build(site, "# Kast\n\n```{gbif-figures} dataset\n```\n").warnings
    assert warning == (
        "nl/page.md:3: WARNING: There are no figures of 'dataset'; did you mean 'datasets'? "
        "Write '```{gbif-figures} datasets', or totals. [gbif.figures]"
    )


def test_none_is_shipped() -> None:
    """Figures come from GBIF alone, on the day that somebody asks."""
    root = Path(__file__).parents[2]
    path = root / "data" / "gbif.json"
    if path.exists():
        assert json.loads(path.read_text(encoding="utf-8"))["source"] == "https://api.gbif.org"
