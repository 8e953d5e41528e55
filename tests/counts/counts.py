"""What a build may do: how often, at most. `test_counts.py` holds the build to it, exactly.

A change that does something less often writes the lower count here. A change that does something more
often says here why it must.
"""

COUNTS: dict[str, dict[str, int | list[str]]] = {
    "fresh": {
        "pages read": 7,
        "pages written": 7,
        "register opened": 12,
        "catalogs opened": 3,
        "written pages opened again": 9,
        "processes started": 2,
        "cards and pictures encoded": 1,
        "sheets cut": 9,
        "templates compiled": 34,
        "files written": 113,
        "packages imported": [
            "PIL",
            "babel",
            "bs4",
            "myst_parser",
            "polib",
            "pydantic",
            "requests",
            "soupsieve",
            "spellchecker",
            "sphinx_design",
            "yaml"
        ]
    },
    "nothing changed": {
        "pages read": 0,
        "pages written": 0,
        "register opened": 3,
        "catalogs opened": 1,
        "written pages opened again": 3,
        "processes started": 0,
        "cards and pictures encoded": 0,
        "sheets cut": 0,
        "templates compiled": 3,
        "files written": 27,
        "packages imported": [
            "PIL",
            "babel",
            "bs4",
            "myst_parser",
            "polib",
            "pydantic",
            "requests",
            "soupsieve",
            "sphinx_design",
            "yaml"
        ]
    },
    "one page": {
        "pages read": 2,
        "pages written": 4,
        "register opened": 7,
        "catalogs opened": 4,
        "written pages opened again": 7,
        "processes started": 2,
        "cards and pictures encoded": 0,
        "sheets cut": 0,
        "templates compiled": 3,
        "files written": 35,
        "packages imported": [
            "PIL",
            "babel",
            "bs4",
            "myst_parser",
            "polib",
            "pydantic",
            "requests",
            "soupsieve",
            "spellchecker",
            "sphinx_design",
            "yaml"
        ]
    },
    "one message": {
        "pages read": 1,
        "pages written": 7,
        "register opened": 10,
        "catalogs opened": 4,
        "written pages opened again": 10,
        "processes started": 1,
        "cards and pictures encoded": 0,
        "sheets cut": 0,
        "templates compiled": 3,
        "files written": 38,
        "packages imported": [
            "PIL",
            "babel",
            "bs4",
            "myst_parser",
            "polib",
            "pydantic",
            "requests",
            "soupsieve",
            "sphinx_design",
            "yaml"
        ]
    },
    "a comment in the register": {
        "pages read": 2,
        "pages written": 2,
        "register opened": 7,
        "catalogs opened": 1,
        "written pages opened again": 5,
        "processes started": 0,
        "cards and pictures encoded": 0,
        "sheets cut": 0,
        "templates compiled": 3,
        "files written": 29,
        "packages imported": [
            "PIL",
            "babel",
            "bs4",
            "myst_parser",
            "polib",
            "pydantic",
            "requests",
            "soupsieve",
            "sphinx_design",
            "yaml"
        ]
    },
    "a style sheet": {
        "pages read": 0,
        "pages written": 7,
        "register opened": 10,
        "catalogs opened": 1,
        "written pages opened again": 10,
        "processes started": 0,
        "cards and pictures encoded": 0,
        "sheets cut": 9,
        "templates compiled": 3,
        "files written": 42,
        "packages imported": [
            "PIL",
            "babel",
            "bs4",
            "myst_parser",
            "polib",
            "pydantic",
            "requests",
            "soupsieve",
            "sphinx_design",
            "yaml"
        ]
    }
}
