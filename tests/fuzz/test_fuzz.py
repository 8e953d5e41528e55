"""Spoil files at random: the build goes on, says where it is wrong, publishes nothing that may run, and
spares the other pages.

Each round spoils about half of the pages, catalogs and registers of a site, each on its own, and
builds it. A round that fails is taken apart, so that the message names the file that did it.

`FUZZ` says how many files are spoiled (60 without it), `FUZZ_SEED` from which seed on; the message of a
round that fails names its own.
"""

import os
import random
import re

import pytest
from bs4 import BeautifulSoup

from .conftest import WARNING, Outcome, Site
from .mutations import mutate

FUZZ = int(os.environ.get("FUZZ", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
#: Most builds are of the builder that the site is published with.
BUILDERS = ["dirhtml"] * 8 + ["html", "gettext"]
#: These stop at the first failures.
ENOUGH = 5


def faults_of(
    site: Site, changes: dict[str, bytes], builder: str, *, mended: bool = False
) -> list[str]:
    """Build the site with these changes; say what is wrong with what comes of it.

    :param mended: build it once more on top, without the changes
    """
    outcome = site.build(changes, builder)
    if outcome.error:
        return [outcome.error]
    faults = [
        fault for warning in outcome.warnings if (fault := wrong_with(site, warning, changes))
    ]
    if builder != "gettext":
        faults += missing(site, changes, outcome)
    if builder == "dirhtml":
        faults += harmed(site, changes, outcome)
        faults += [
            f"{docname} publishes {tag}"
            for tag, docname in outcome.active.items()
            if tag not in site.sound.active
        ]
    return faults + (faults_when_mended(site, builder) if mended else [])


def faults_when_mended(site: Site, builder: str) -> list[str]:
    """Build the site once more, with nothing spoiled: it should be as it always was."""
    outcome = site.build_again(builder)
    faults = [fault for fault in (outcome.error, *outcome.warnings) if fault]
    if builder == "dirhtml" and not outcome.error:
        faults += [
            f"{docname} differs: {difference(before, outcome.pages.get(docname, b''))}"
            for docname, before in site.sound.pages.items()
            if outcome.pages.get(docname) != before
        ]
    return [f"mended again: {fault}" for fault in faults]


def wrong_with(site: Site, warning: str, changes: dict[str, bytes]) -> str | None:
    """What a warning lacks: a file and a line of what was spoiled, or of a page that shows it."""
    if "Traceback" in warning:
        return f"a traceback: {warning}"
    found = WARNING.match(warning)
    if not found or not found["path"]:
        return f"no file and line: {warning}"
    path, line = found["path"], int(found["line"])
    users = {
        name
        for docname, used in site.uses.items()
        if used & changes.keys()
        for name in (*used_files(site, docname), *(file for file in used if file.endswith(".po")))
    }
    named = any(name.removesuffix(".md") in warning for name in changes)
    # A page that stood in a toctree that was spoiled.
    left_out = "[toc.not_included]" in warning
    if path not in changes and path not in users and not named and not left_out:
        return f"at another file than what was spoiled: {warning}"
    data = changes.get(path, site.files.get(path))
    if data is not None and not 1 <= line <= data.count(b"\n") + data.count(b"\r") + 1:
        return f"no such line, of {data.count(10) + 1}: {warning}"
    return None


def used_files(site: Site, docname: str) -> set[str]:
    """The file that a page is made from."""
    return {path for path, names in site.sound.made_from.items() if docname in names}


def missing(site: Site, changes: dict[str, bytes], outcome: Outcome) -> list[str]:
    """Files whose page is not written."""
    return [
        f"{path} is not written"
        for path in site.files
        if path.endswith(".md")
        and not any(outcome.pages.get(name) for name in outcome.made_from.get(path, ()))
    ]


def harmed(site: Site, changes: dict[str, bytes], outcome: Outcome) -> list[str]:
    """Pages that are not as they were, though they show nothing that was spoiled."""
    faults = []
    for docname, before in site.sound.pages.items():
        if not used_files(site, docname) & changes.keys():
            after = outcome.pages.get(docname)
            if after == before:
                continue
            if not site.uses[docname] & changes.keys():
                faults.append(f"{docname} differs: {difference(before, after or b'')}")
            elif not is_translated_by(site, docname, changes):
                lost = words(before) - words(after or b"") - linked_words(before)
                if lost:
                    faults.append(f"{docname} has lost {sorted(lost)[:5]}")
    return faults


def is_translated_by(site: Site, docname: str, changes: dict[str, bytes]) -> bool:
    """Is the catalog or the register, whose words stand on the page, among what was spoiled?"""
    return any(not path.endswith(".md") for path in site.uses[docname] & changes.keys())


def words(page: bytes) -> set[str]:
    """The words of a page."""
    return set(re.findall(r"\w+", BeautifulSoup(page, "html.parser").get_text(" ")))


def linked_words(page: bytes) -> set[str]:
    """The words that a page shows of others, or that its place among others gives it."""
    soup = BeautifulSoup(page, "html.parser")
    found = [
        link.get_text(" ")
        for link in soup.select("a, nav, .toctree-wrapper, title, .caption-number, .section-number")
    ]
    return set(re.findall(r"\w+", " ".join(found)))


def difference(before: bytes, after: bytes) -> str:
    """The first line that two texts do not share."""
    left, right = before.decode().splitlines(), after.decode().splitlines()
    for one, other in zip(left, right, strict=False):
        if one != other:
            return f"{one.strip()[:200]!r} became {other.strip()[:200]!r}"
    return f"{len(left)} lines became {len(right)}"


def spoil(site: Site, seed: str) -> tuple[dict[str, bytes], dict[str, str]]:
    """Spoil about half of the files, and say how. What happens to one depends on no other."""
    changes: dict[str, bytes] = {}
    how: dict[str, str] = {}
    for path, data in site.files.items():
        dice = random.Random(f"{seed} {path}")
        # What is seen on many pages is seldom spoiled, so that these can be compared.
        chance = 0.1 if path.endswith(("index.md", "register.yaml", "sphinx.po")) else 0.5
        if "getuige" not in path and dice.random() < chance:
            changed, done = mutate(path, data, dice)
            if changed != data:
                changes[path], how[path] = changed, done
    return changes, how


def take_apart(
    site: Site, changes: dict[str, bytes], builder: str, mended: bool
) -> tuple[dict[str, bytes], list[str]]:
    """Find few files, if possible one, that do it; with what is wrong then."""
    while len(changes) > 1:
        paths = list(changes)
        halves = paths[: len(paths) // 2], paths[len(paths) // 2 :]
        for half in halves:
            fewer = {path: changes[path] for path in half}
            if faults_of(site, fewer, builder, mended=mended):
                changes = fewer
                break
        else:
            break
    return changes, faults_of(site, changes, builder, mended=mended)


@pytest.mark.parametrize("number", [0, 1], ids=["small", "real"])
def test_spoiled_files_are_reported_and_spare_the_others(
    sites: list[Site], notes: list[str], number: int
) -> None:
    site = sites[number]
    done = rounds = 0
    failures: list[str] = []
    while done < FUZZ / 2 and len(failures) < ENOUGH:
        seed = SEED + rounds
        changes, how = spoil(site, f"{number} {seed}")
        builder = random.Random(seed).choice(BUILDERS)
        mended = rounds % 4 == 3
        if faults_of(site, changes, builder, mended=mended):
            culprits, faults = take_apart(site, changes, builder, mended)
            named = ", ".join(f"{path} ({how[path]})" for path in culprits)
            failures.append(f"FUZZ_SEED={seed} {builder} {named}:\n  " + "\n  ".join(faults[:3]))
            print(failures[-1])
        done += len(changes)
        rounds += 1
    notes.append(
        f"FUZZ_SEED={SEED}: {done} files of the {['small', 'real'][number]} site spoiled, in "
        f"{rounds} builds; {len(failures)} failures"
    )
    assert not failures, "\n\n".join(failures)
