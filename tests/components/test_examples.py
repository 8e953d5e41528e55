"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import ext.components
import ext.gbif
import ext.safety
import ext.weight

MODULES = [
    name
    for room in (ext.components, ext.gbif, ext.safety, ext.weight)
    for _, name, _ in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
