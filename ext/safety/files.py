"""Settings that name files, and what is copied as it is: nothing of it is outside the site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ext.paths import line_of_setting, why_unusable
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Settings that name a file; if it may not be used, they are emptied.
FILES = frozenset({"html_favicon", "html_logo", "picture_register", "gbif_snapshot"})
#: Settings that name folders whose files are published.
FOLDERS = frozenset({"html_static_path", "html_extra_path"})


def leave_out_what_is_outside(app: Sphinx, config: Config) -> None:
    """On `config-inited`: empty settings that lead out of the site, and leave out links that do.

    Any file may be named with ``-D`` when building: that is not written in the site.
    """
    conf = Path(app.confdir, "conf.py")

    def is_usable(setting: str, name: str) -> bool:
        # Sphinx's settings are relative to conf.py, those of this project to the pages.
        folder = Path(app.confdir if setting.startswith("html_") else app.srcdir)
        why = why_unusable(folder / name, folder)
        if why:
            line = line_of_setting(conf, setting)
            location = f"{conf}:{line}" if line else f"{folder / name}:1"
            warn(Problem.FILE, f"{setting}: {name!r} is ignored: it {why}", location=location)
        return not why

    for setting in sorted(FILES - config.overrides.keys()):
        name = getattr(config, setting, None)
        if isinstance(name, str) and name and "://" not in name and not is_usable(setting, name):
            config[setting] = ""
    for setting in sorted(FOLDERS - config.overrides.keys()):
        config[setting] = [name for name in config[setting] if is_usable(setting, str(name))]
        for name in config[setting]:
            folder = Path(app.confdir, name)
            for link in links_in(folder):
                if why := why_unusable(link, Path(app.confdir)):
                    warn(Problem.FILE, f"This is not published: it {why}", location=f"{link}:1")
                    inside = link.relative_to(folder).as_posix()
                    # As Sphinx names it when it copies the folder.
                    pattern = inside if "/" in inside else f"./{inside}"
                    config.exclude_patterns = [*config.exclude_patterns, pattern]


def links_in(folder: Path) -> Iterator[Path]:
    """The symbolic links in a folder and in the folders below it."""
    for place, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            path = Path(place, name)
            if path.is_symlink():
                yield path


def setup(app: Sphinx) -> None:
    """Check the settings before anything is read."""
    app.connect("config-inited", leave_out_what_is_outside)
