"""The code keeps to its rules: format, lint, types, and which room imports what."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = sorted(path.name for path in (ROOT / "ext").iterdir() if (path / "__init__.py").exists())

# Files that belong to no room, and that every room may ask.
GROUND = {path.stem for path in (ROOT / "ext").glob("*.py")} - {"__init__"}
# Of these, the ones that know Sphinx.
KNOWS_SPHINX = {"ledger", "per_page", "published", "reporting"}

# What every room may use, and what the needs of single rooms name.
SHARED = {"docutils", "sphinx", "myst_parser"}
LIBRARIES = {
    "ground": {"html5lib", "yaml"},
    "catalogs": {"babel", "jinja2", "markdown_it"},
    "languages": {"babel", "jinja2", "yaml", "markdown_it", "mdit_py_plugins"},
    "components": {"babel", "pydantic", "pydantic_core"},
    "in_step": {"markdown_it"},
    "pictures": {"PIL"},
    "portal": {"babel", "pydata_sphinx_theme"},
    "gbif": {"babel", "pydantic", "xstatic"},
    "search": {"pagefind_bin", "spellchecker"},
    "sharing": {"babel", "imagesize"},
    "source_check": {"markdown_it", "mdit_py_plugins"},
}
# Parts of Sphinx and MyST that their manuals describe for extensions.
DOCUMENTED = (
    "myst_parser.config.main",
    "myst_parser.parsers.mdit",
    "sphinx.addnodes",
    "sphinx.application",
    "sphinx.builders",
    "sphinx.config",
    "sphinx.directives",
    "sphinx.domains",
    "sphinx.environment",
    "sphinx.environment.collectors",
    "sphinx.errors",
    "sphinx.events",
    "sphinx.locale",
    "sphinx.parsers",
    "sphinx.roles",
    "sphinx.testing",
    "sphinx.transforms",
    "sphinx.transforms.post_transforms",
    "sphinx.util",
    "sphinx.util.docutils",
    "sphinx.util.fileutil",
    "sphinx.util.logging",
    "sphinx.util.matching",
    "sphinx.util.nodes",
    "sphinx.util.osutil",
    "sphinx.util.parsing",
    "sphinx.util.typing",
    "sphinx.writers.html5",
    "sphinx.writers.html",
)


def imports(source: str, package: str) -> Iterator[tuple[int, str, list[str]]]:
    """Give line, module and names of each import; relative ones made absolute in ``package``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, []
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                base = package.split(".")[: len(package.split(".")) - node.level + 1]
                module = ".".join([*base, *([module] if module else [])])
            yield node.lineno, module, [alias.name for alias in node.names]


def foreign(room: str, source: str, package: str) -> list[str]:
    """Name what a file of ``room`` imports that it may not."""
    libraries = SHARED | LIBRARIES.get(room, set()) | sys.stdlib_module_names
    found = []
    for line, module, names in imports(source, package):
        top = module.partition(".")[0]
        if top != "ext":
            allowed = top in libraries
        elif module == "ext":
            allowed = set(names) <= {*GROUND, room, *({"languages"} - {room})}
        else:
            own = module == f"ext.{room}" or module.startswith(f"ext.{room}.")
            # What stands below `ext.languages`, and knows neither Sphinx nor a room.
            below = room == "languages" and module.startswith("ext.catalogs")
            allowed = own or below or module in {*(f"ext.{n}" for n in GROUND), "ext.languages"}
        if not allowed:
            found.append(f"{line}: {module}")
    return found


def internals(source: str, package: str) -> list[str]:
    """Name each reach into what Sphinx and MyST do not describe: modules, and names with _."""
    found = []
    for line, module, names in imports(source, package):
        top = module.partition(".")[0]
        if top not in {"sphinx", "myst_parser"}:
            continue
        private = [name for name in names if name.startswith("_") and name not in {"_", "__"}]
        if module == "sphinx":
            described = all(f"sphinx.{name}" in DOCUMENTED for name in names)
        else:
            described = module in DOCUMENTED or module.startswith("sphinx.builders.")
        if private or not described:
            found.append(f"{line}: {module} {' '.join(names)}")
    return found


def files() -> list[tuple[str, Path]]:
    return [(room, path) for room in ROOMS for path in sorted((ROOT / "ext" / room).rglob("*.py"))]


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def test_rooms_are_where_they_are_expected() -> None:
    assert {"components", "gbif", "languages", "portal"} <= set(ROOMS)
    assert len(files()) > 20


def test_a_room_imports_only_what_it_may() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{fault}"
        for room, path in files()
        for fault in foreign(room, path.read_text(encoding="utf-8"), package_of(path))
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted(GROUND))
def test_a_ground_file_belongs_to_no_room(name: str) -> None:
    source = (ROOT / "ext" / f"{name}.py").read_text(encoding="utf-8")
    assert foreign("ground", source, "ext") == []
    knows_sphinx = any(module.startswith("sphinx") for _, module, _ in imports(source, "ext"))
    assert knows_sphinx is (name in KNOWS_SPHINX)


def test_internals_of_sphinx_stand_in_one_folder() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{fault}"
        for _, path in files()
        if "internals" not in path.parts
        for fault in internals(path.read_text(encoding="utf-8"), package_of(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("gbif", "import requests"),
        ("gbif", "from ext.components import Hero"),
        ("gbif", "from ext.languages.pages import plan"),
        ("gbif", "from ..components import register"),
        ("gbif", "from ext import components"),
        ("languages", "from ext.portal import navigation"),
    ],
)
def test_a_wrong_import_would_be_found(room: str, source: str) -> None:
    assert len(foreign(room, source, f"ext.{room}")) == 1


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("gbif", "from ext.languages import site_languages"),
        ("gbif", "from ext.reporting import Problem, warn"),
        ("gbif", "from . import forms"),
        ("gbif", "from .forms import form"),
        ("gbif", "from urllib.parse import quote"),
        ("languages", "from .pages import plan"),
        ("languages", "from ..languages.pages import plan"),
        ("components", "import pydantic"),
    ],
)
def test_a_right_import_is_let_through(room: str, source: str) -> None:
    assert foreign(room, source, f"ext.{room}") == []


@pytest.mark.parametrize(
    "source",
    [
        "from sphinx.project import Project",
        "from sphinx.environment import _Secret",
        "from myst_parser.parsers.sphinx_ import MystParser",
        "import sphinx.registry",
        "from sphinx import project",
    ],
)
def test_a_reach_into_internals_would_be_found(source: str) -> None:
    assert len(internals(source, "ext.gbif")) == 1


def test_the_public_face_of_languages_is_named() -> None:
    """Rooms import from ext.languages only what it offers."""
    offered = ast.parse((ROOT / "ext" / "languages" / "__init__.py").read_text(encoding="utf-8"))
    names = {
        element.value
        for node in offered.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        for element in getattr(node.value, "elts", [])
    }
    assert {"site_languages", "language_of", "format_number", "translate"} <= names
    used = {
        name
        for room, path in files()
        if room != "languages"
        for _, module, found in imports(path.read_text(encoding="utf-8"), package_of(path))
        if module == "ext.languages"
        for name in found
    }
    assert used <= names


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "conf.py", "ext", "tests", "tools", "benchmarks"],
        ["ruff", "check", "conf.py", "ext", "tests", "tools", "benchmarks"],
        ["mypy"],
    ],
    ids=["format", "lint", "types"],
)
def test_the_code_passes_its_checks(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_catalogs_are_read_judged_and_counted_without_sphinx() -> None:
    names = sorted(path.stem for path in (ROOT / "ext" / "catalogs").glob("*.py"))
    imported = "\n".join(f"import ext.catalogs.{name}" for name in names if name != "__init__")
    program = f"{imported}\nimport sys\nprint([m for m in sys.modules if m.startswith('sphinx')])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
