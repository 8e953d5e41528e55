"""Every regular expression is linear: a text of 80 kB, made to be hard for it, costs it next to nothing.

Those that stand as constants, also within tables, and those that stand where they are used, are found by
themselves. What each is tried with is made of its own signs: runs of them, alone, in pairs, and in front of
or behind one that does not fit.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from types import ModuleType
from typing import Any

import pytest

import ext
from tests.limit import ends

try:
    from re import _constants as signs  # type: ignore[attr-defined]
    from re import _parser as parser
except ImportError:  # pragma: no cover
    pytest.skip("this Python has its parser of patterns elsewhere", allow_module_level=True)

LENGTH = 80_000
#: Seconds of the processor. What is linear needs some thousandths; what is not, one to a hundred.
LIMIT = 1.5
#: As many signs of a pattern, and as many neighbours of them, are tried.
MOST = 10
#: Methods that begin anywhere in a text.
ANYWHERE = frozenset(["search", "findall", "finditer", "split", "sub", "subn"])
FLAGS_THIRD = frozenset(["search", "match", "fullmatch", "findall", "finditer"])
CLASSES = {
    signs.CATEGORY_DIGIT: "1",
    signs.CATEGORY_SPACE: " ",
    signs.CATEGORY_NOT_WORD: "-",
}


@dataclass(frozen=True, order=True)
class Expression:
    """A pattern, how it is used, and where it stands."""

    place: str
    pattern: str
    flags: int
    is_anywhere: bool

    def look(self, text: str) -> None:
        compiled = re.compile(self.pattern, self.flags)
        if self.is_anywhere:
            for _ in compiled.finditer(text):
                pass
        else:
            compiled.match(text)
            compiled.fullmatch(text)


def modules() -> list[ModuleType]:
    """Every module of `ext`."""
    names = [found.name for found in pkgutil.walk_packages(ext.__path__, "ext.")]
    return [importlib.import_module(name) for name in names]


@cache
def used_methods() -> dict[int, set[str]]:
    """By the identity of a constant, what is asked of it in any module."""
    found: dict[int, set[str]] = {}
    for module in modules():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute):
                owner = node.value
                while isinstance(owner, ast.Subscript | ast.Attribute):
                    owner = owner.value
                if isinstance(owner, ast.Name) and hasattr(module, owner.id):
                    found.setdefault(id(getattr(module, owner.id)), set()).add(node.attr)
    return found


def constants(module: ModuleType) -> Iterator[Expression]:
    """The patterns that a module keeps."""

    def within(name: str, value: Any, depth: int) -> Iterator[tuple[str, re.Pattern[str]]]:
        if isinstance(value, re.Pattern):
            yield name, value
        elif depth and isinstance(value, tuple | list | set | frozenset):
            for number, one in enumerate(value):
                yield from within(f"{name}[{number}]", one, depth - 1)
        elif depth and isinstance(value, dict):
            for key, one in value.items():
                yield from within(f"{name}[{key!r}]", one, depth - 1)
        elif depth and hasattr(value, "func") and hasattr(value, "args"):  # partial()
            yield from within(name, value.args, depth - 1)
        elif depth and type(value).__module__.startswith("ext.") and hasattr(value, "__dict__"):
            for key, one in vars(value).items():
                yield from within(f"{name}.{key}", one, depth - 1)

    own = ast.parse(inspect.getsource(module)).body
    imported = {
        alias.name for node in own if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    for constant, value in vars(module).items():
        if constant in imported:
            continue
        for name, found in within(constant, value, 3):
            methods = used_methods().get(id(value), set())
            # Those of a table are handed on to others: anything may be asked of them.
            is_anywhere = (
                name != constant or bool(methods & ANYWHERE) or not methods & {"match", "fullmatch"}
            )
            yield Expression(f"{module.__name__}.{name}", found.pattern, found.flags, is_anywhere)


def inline(module: ModuleType) -> Iterator[Expression]:
    """The patterns that stand where they are used, as in ``re.sub("…", …)``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr != "compile"
            and node.args
        ):
            # The flags of search, match and findall stand third, those of sub and split behind a number.
            given = {word.arg: word.value for word in node.keywords}
            third = node.args[2] if len(node.args) > 2 and node.func.attr in FLAGS_THIRD else None
            try:
                pattern = value_of(node.args[0], module)
                flags = value_of(given.get("flags") or third or ast.Constant(0), module)
            except NameError:
                continue  # Made of what a function is given.
            if isinstance(pattern, str):
                place = f"{module.__name__}:{node.lineno}"
                yield Expression(place, pattern, int(flags), node.func.attr in ANYWHERE)


def value_of(node: ast.expr, module: ModuleType) -> Any:
    """What an expression of a module comes to."""
    code = compile(ast.fix_missing_locations(ast.Expression(node)), "<pattern>", "eval")
    return eval(code, vars(module).copy())  # Our own code.


def all_expressions() -> list[Expression]:
    """Each pattern once, at the place that has it first."""
    found: dict[tuple[str, int, bool], Expression] = {}
    for module in modules():
        for one in (*constants(module), *inline(module)):
            if not one.pattern.isalnum():
                found.setdefault((one.pattern, one.flags, one.is_anywhere), one)
    return sorted(found.values())


def atoms(pattern: str, flags: int) -> list[str]:
    """Signs that a pattern asks for, one for each class of them, in their order."""
    found: list[str] = []

    def of_class(items: Any) -> list[str]:
        shown = [
            chr(value)
            if kind is signs.LITERAL
            else chr(value[0])
            if kind is signs.RANGE
            else CLASSES.get(value, "a")
            for kind, value in items
            if kind is not signs.NEGATE
        ]
        if items and items[0][0] is signs.NEGATE:
            return [one for one in "a 1-.\n<" if one not in shown][:2]
        return shown[:3]

    def walk(tree: Any) -> None:
        for kind, value in tree:
            if kind is signs.LITERAL:
                found.append(chr(value))
            elif kind in (signs.ANY, signs.NOT_LITERAL):
                found.append("a")
            elif kind is signs.IN:
                found.extend(of_class(value))
            elif kind in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
                walk(value[2])
            elif kind is signs.SUBPATTERN:
                walk(value[-1])
            elif kind is signs.BRANCH:
                for branch in value[1]:
                    walk(branch)
            elif kind in (signs.ASSERT, signs.ASSERT_NOT):
                walk(value[1])
            elif kind is signs.ATOMIC_GROUP:
                walk(value)

    walk(parser.parse(pattern, flags & ~re.UNICODE))
    return list(dict.fromkeys(found))


def hard_texts(one: Expression) -> Iterator[str]:
    """Texts that make a pattern begin often, or come back often."""

    def repeated(text: str) -> str:
        return (text * (LENGTH // len(text) + 1))[:LENGTH]

    found = atoms(one.pattern, one.flags)
    words = re.findall(r"[\w<>\[(!/:.'\"`^{-]{2,12}", re.sub(r"\\(.)", r"\1", one.pattern))[:MOST]
    for sign in found[:MOST]:
        yield repeated(sign)
        yield found[0] + repeated(sign)
        yield found[0] + repeated(sign) + "\n\x00"
    for left, right in islice(pairwise(found), MOST):
        yield repeated(left + right)
        yield repeated(right + left)
        yield left + repeated(right)
    yield repeated("".join(found[:4]))
    for word in words:
        yield repeated(word)
        yield repeated(f"{word} ")
        yield repeated(f"{word}a")


def not_linear(one: Expression) -> str:
    """A text that the pattern does not come to an end with; nothing, where it is linear."""
    for text in dict.fromkeys(hard_texts(one)):
        if not ends(lambda text=text: one.look(text), LIMIT):  # type: ignore[misc]
            return text
    return ""


def test_every_regular_expression_is_linear() -> None:
    found = all_expressions()
    assert len(found) > 200
    faults = [
        f"{one.place}: {one.pattern!r} on {text[:20]!r}…"
        for one in found
        if (text := not_linear(one))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"\s+$",
        r"<!--.*?-->",
        r"\[[^\]]*\]\(",
        r"\w+@",
        r"a*b?a*c",
        r'"(?:[^"\\]|\\.)*"',
        r"(.*),(.*);",
    ],
)
def test_what_is_not_linear_is_found(pattern: str) -> None:
    assert not_linear(Expression("here", pattern, 0, is_anywhere=True))
