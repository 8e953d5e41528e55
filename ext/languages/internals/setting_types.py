"""Stop the build in one sentence for a setting of the wrong type, before it is used.

Sphinx only warns about it, after most extensions have used their settings: their failure would be
a traceback.

Internals used: `check_confval_types`, which compares every setting with its declared types, and warns;
`Config._raw_config`, what conf.py says.
"""

from __future__ import annotations

import logging as standard_logging
from typing import TYPE_CHECKING, NoReturn

from sphinx.config import check_confval_types
from sphinx.errors import ConfigError
from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Settings that are lists of texts.
LISTS_OF_TEXTS = (
    "exclude_patterns",
    "html_extra_path",
    "html_static_path",
    "locale_dirs",
    "search_compounds",
    "site_word_sources",
    "suppress_warnings",
    "templates_path",
)


def is_set(config: Config, name: str) -> bool:
    """Whether conf.py or the command line gives a setting, even if it has Sphinx's default value."""
    return name in config._raw_config or name in config.overrides


class _Refuse(standard_logging.Filter):
    """Raises the message of a warning."""

    def filter(self, record: standard_logging.LogRecord) -> NoReturn:
        raise ConfigError(f"{record.getMessage()} Correct it in conf.py.")


def refuse_wrong_types(app: Sphinx, config: Config) -> None:
    """`config-inited`, before any handler that reads settings.

    :raises ConfigError: a setting is of another type than it may be
    """
    logger = standard_logging.getLogger(f"{NAMESPACE}.{check_confval_types.__module__}")
    refusing = _Refuse()
    logger.addFilter(refusing)
    try:
        check_confval_types(app, config)
    finally:
        logger.removeFilter(refusing)
    for name in LISTS_OF_TEXTS:
        for value in getattr(config, name, ()):
            if not isinstance(value, str):
                raise ConfigError(
                    f"{name} in conf.py lists {value!r}, which is not text in quotes."
                )
