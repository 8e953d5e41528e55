"""Every kind of problem has a name of its own and a remedy."""

import re

import pytest

from ext.reporting import Problem

from .conftest import Site


@pytest.mark.parametrize("problem", Problem)
def test_a_problem_has_a_name_and_a_remedy(problem: Problem) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z-]+", problem.value)
    assert re.fullmatch(r"[A-Z].+\.", problem.advice)
    assert len({other.value for other in Problem}) == len(Problem)


def test_a_warning_ends_with_its_remedy_and_can_be_suppressed(site: Site) -> None:
    page = "# Kast\n\n:::{partner} A\n:key: a\n:ror: x\n:::\n"
    (warning,) = site.build(page).warnings
    assert warning.endswith(f"{Problem.ROR.advice} [components.ror]")
    silent = ["toc.not_included", Problem.ROR.value]
    assert site.build(page, suppress_warnings=silent).warnings == []
