"""What reading one page leaves for other pages, kept in Sphinx's environment by docname."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

T = TypeVar("T")


class PerPage(Generic[T]):
    """A store of one value for each page.

    It drops a page that is read again or removed, and takes over what another process has read.

    :param name: of its attribute in the environment
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def all(self, env: BuildEnvironment) -> dict[str, T]:
        """The values, by docname."""
        store: dict[str, T] = env.__dict__.setdefault(self._name, {})
        return store

    def connect(self, app: Sphinx) -> None:
        """Connect the store to Sphinx's events."""
        app.connect("env-purge-doc", self._forget)
        app.connect("env-merge-info", self._merge)

    def _forget(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        self.all(env).pop(docname, None)

    def _merge(
        self, app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
    ) -> None:
        theirs = self.all(other)
        self.all(env).update({name: theirs[name] for name in docnames if name in theirs})
