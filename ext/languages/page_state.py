"""The results of reading each page, kept in Sphinx's environment from build to build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..findings import Finding
from .pages import Pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass
class PageState:
    """What is known about a page since it was last read.

    :param made_from: the state of its source file and of its catalog: when these differ, it is read
        again
    :param uses: the state of each other file that it was read from, such as a picture or what it
        includes: when one differs, it is read again
    :param links: the pages that it links to, each with the one that its reader gets; None where
        there is no such page: when these differ, it is read again
    :param shown: a hash of what other pages show of it: title, contents, menus
    :param done: how many of its messages are translated
    :param revised: how many others show a translation that was made for an older text
    :param total: how many messages it has; 0 on a written page
    :param untranslated_titles: titles and captions that show their source, each with its language
    :param findings: what is wrong with its catalog
    """

    made_from: tuple[str, str] = ("", "")
    uses: dict[str, str] = field(default_factory=dict)
    links: dict[str, str | None] = field(default_factory=dict)
    shown: str = ""
    done: int = 0
    revised: int = 0
    total: int = 0
    untranslated_titles: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class SiteState:
    """What a build keeps: what each page left behind, and which pages there were."""

    pages: dict[str, PageState] = field(default_factory=dict)
    plan: Pages = field(default_factory=Pages)

    def page(self, docname: str) -> PageState:
        """The state of the page *docname*, new where there is none."""
        return self.pages.setdefault(docname, PageState())


def site_state(env: BuildEnvironment) -> SiteState:
    """The state that *env* keeps."""
    if not hasattr(env, "languages_state"):
        env.languages_state = SiteState()  # type: ignore[attr-defined]
    return env.languages_state  # type: ignore[attr-defined, no-any-return]


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """`env-purge-doc`: the page is gone or is about to be read again."""
    site_state(env).pages.pop(docname, None)


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """`env-merge-info`: another process has read *docnames*."""
    for docname in docnames:
        if docname in site_state(other).pages:
            site_state(env).pages[docname] = site_state(other).pages[docname]
