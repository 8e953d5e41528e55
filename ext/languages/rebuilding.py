"""Read and write again what a change affects, so that an incremental build equals a fresh one.

*Read again* a page whose source file, catalog, or another file that it was read from has changed
since it was last read: Sphinx itself only checks whether the file is newer, so it misses a
hand-written page that came or went, a catalog that an older revision brought back, a picture that keeps
its own time, and whatever is saved while the clock is wrong.

*Write again* all pages when what pages show of each other has changed (titles, addresses, menus,
anchors), or when a template has; else only the pages that were read. The ledger knows what pages showed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from ..catalogs.catalog import fingerprint
from ..ledger import EVERY_PAGE, ledger_of, publishes, shows
from ..published import PAGES
from .context import is_untranslated
from .internals.active_locale import active_locale
from .internals.borrowed_titles import UNTRANSLATED
from .internals.discovery import pages_of
from .internals.writing import LanguageHTMLBuilder
from .page_state import site_state
from .settings import catalog_folders, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .pages import Page

#: What menus show of a toctree.
SHOWN_OF_TOCTREES = ("caption", "entries", "hidden", UNTRANSLATED)


def made_from(app: Sphinx, page: Page) -> tuple[str, str]:
    """What *page* is made from: the states of its source file, and of its catalogs with that of words."""
    source = f"{page.path} {_state(Path(app.srcdir, page.path))}"
    active = active_locale(app)
    catalogs = [active.fingerprints[page.language or active.base]]
    if page.is_counterpart and page.language is not None:
        files = catalog_folders(app).files(page.language, *pages_of(app).catalogs(page))
        catalogs += [fingerprint(file.path) for file in files]
    return source, " ".join(catalogs)


def used_by(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """The other files that the page *docname* was read from, each with its state."""
    names = sorted(map(str, env.dependencies.get(docname, ())))
    uses = {name: _state(Path(env.srcdir, name)) for name in names}
    for name in names:
        picture = _of_language(env, docname, name)
        if state := _state(Path(env.srcdir, picture)):
            uses[picture] = state
    return uses


def _of_language(env: BuildEnvironment, docname: str, name: str) -> str:
    """The file that Sphinx shows in place of the picture *name* in the language of a page, if it is there."""
    path = PurePosixPath(name)
    folder = name.removesuffix(path.name)
    try:
        return str(env.config.figure_language_filename).format(
            root=folder + path.stem,
            ext=path.suffix,
            path=folder,
            basename=path.stem,
            docpath=docname.removesuffix(PurePosixPath(docname).name),
            language=language_of(docname, env.config) or active_locale(env._app).base,
        )
    except (LookupError, ValueError):  # Sphinx says what is wrong with the setting.
        return name


def _state(path: Path) -> str:
    """When a file was saved, and its size: not "newer than", since a file may keep its own time."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_mtime_ns} {state.st_size}"


def read_again(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> Iterable[str]:
    """`env-get-outdated`: pages whose files have changed, or whose links lead elsewhere."""
    pages, kept = pages_of(app), site_state(env).pages
    site_state(env).plan = pages

    def why(page: Page) -> str:
        """Why a page is read again; empty if it is not."""
        then = kept.get(page.docname)
        if then is None:
            return "it was not known before"
        source, catalogs = made_from(app, page)
        if then.made_from[0] != source:
            return f"{page.path} has changed"
        if then.made_from[1] != catalogs:
            return "its catalog, or that of interface words, has changed"
        uses = used_by(env, page.docname)
        if others := [name for name in uses if then.uses.get(name) != uses[name]]:
            return f"{os.path.relpath(Path(env.srcdir, others[0]), env.srcdir)} has changed"
        if then.uses != uses:
            return "it uses fewer files"
        for target, reader in then.links.items():
            if pages.for_reader(target, page.language) != reader:
                return f"its link to {target} leads elsewhere"
        return ""

    reasons = {page.docname: why(page) for page in pages.by_docname.values()}
    ledger_of(app).read = {docname: reason for docname, reason in reasons.items() if reason}
    return [name for name in ledger_of(app).read if name in env.all_docs]


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """`env-get-updated`: tell the ledger what pages show of each other, and when each was read."""
    status: dict[str, list[bool]] = {}
    shows(app, "languages", {EVERY_PAGE: _digest(_shown(app, env))})
    for versions in pages_of(app).groups.values():
        # They name each other as alternates, unless one shows nothing but its source.
        state = [is_untranslated(app, docname) for docname in versions.values()]
        status.update(dict.fromkeys(versions.values(), state))
    shows(app, "status", status)
    shows(app, "read", {docname: env.all_docs[docname] for docname in env.found_docs})
    if isinstance(app.builder, LanguageHTMLBuilder):
        _name_files(app, app.builder)
        # Now, since what is converted while pages are written is not kept from build to build.
        publishes(
            app, "images", [f"{app.builder.imagedir}/{name}" for _, name in env.images.values()]
        )
        publishes(app, "downloads", [f"_downloads/{name}" for _, name in env.dlfiles.values()])
    return []


def name_files(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: tell the ledger the files of pages; those of pages that are gone go."""
    if exception is None and isinstance(app.builder, LanguageHTMLBuilder):
        _name_files(app, app.builder)


def _name_files(app: Sphinx, builder: LanguageHTMLBuilder) -> None:
    """The files of all pages, and of the copies of their sources."""
    outdir, found = Path(app.outdir), app.env.found_docs
    pages = {Path(builder.get_output_path(docname)) for docname in found} | builder.other_files
    publishes(app, PAGES, [path.relative_to(outdir).as_posix() for path in pages])
    if app.config.html_copy_source:
        publishes(app, "sources", [f"_sources/{builder.source_name(name)}" for name in found])


def _shown(app: Sphinx, env: BuildEnvironment) -> Any:
    """What pages show of each other."""
    kept = site_state(env).pages
    pages = [
        [
            page.docname,
            page.path,
            page.address,
            page.group,
            kept[page.docname].shown if page.docname in kept else "",
            env.toctree_includes.get(page.docname),
        ]
        for page in sorted(pages_of(app).by_docname.values(), key=lambda page: page.docname)
    ]
    objects = [sorted(map(list, domain.get_objects())) for domain in env.domains.sorted()]
    templates = [
        [path.as_posix(), _state(path)]
        for folder in app.config.templates_path
        for path in sorted(Path(app.confdir, folder).rglob("*.*"))
    ]
    return [pages, objects, active_locale(app).fingerprints, templates]


def shown_of(env: BuildEnvironment, docname: str) -> str:
    """A hash of what other pages show of *docname*, once Sphinx has collected it."""
    contents = env.tocs.get(docname)
    toctrees = contents.findall(addnodes.toctree) if contents is not None else ()
    return _digest(
        [
            _markup(env.titles.get(docname)),
            _markup(env.longtitles.get(docname)),
            _markup(contents),
            [[node.get(name) for name in SHOWN_OF_TOCTREES] for node in toctrees],
            site_state(env).page(docname).untranslated_titles,
        ]
    )


def _markup(node: Any) -> str:
    return node.pformat() if node is not None else ""


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()
