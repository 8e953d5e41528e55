"""MyST's substitutions, ``{{ name }}``: what they may contain, and what is filled in.

Jinja reads the expression; it may name a value, an entry of it, and filters that do not lengthen a
text. Anything else is refused before it runs, and the rest runs in Jinja's sandbox.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import UndefinedError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

#: Filters whose result is about as long as their input.
ALLOWED = ("capitalize", "default", "lower", "title", "trim", "upper")
#: The most characters of an expression.
LONGEST_EXPRESSION = 300
#: The most characters that are filled in for one.
LONGEST_VALUE = 10_000
OPENING, CLOSING = "{{", "}}"
EXAMPLE = "Write the name of a value, such as {{ name }}, or with a filter, {{ name | upper }}"


class SubstitutionError(ValueError):
    """What is wrong with an expression, with the remedy."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without its functions; dots only name entries."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        try:
            return obj[argument]
        except (IndexError, KeyError, TypeError):
            return self.undefined(obj=obj, name=argument)


def _text(value: Any) -> Any:
    if isinstance(value, dict | list):
        raise SubstitutionError("it has several values: name one of them, as in {{ name.key }}.")
    return value


SANDBOX = _Sandbox(undefined=StrictUndefined, finalize=_text)
SANDBOX.globals.clear()
SANDBOX.filters = {name: FILTERS[name] for name in ALLOWED}


def fill_in(expression: str, values: Mapping[str, Any]) -> str:
    """The text that is filled in for *expression*.

    :param values: by name, as YAML reads them
    :raises SubstitutionError: if it may not be filled in

    >>> fill_in("stad | upper", {"stad": "Gent"})
    'GENT'
    """
    named = f"{OPENING} {' '.join(expression.split())[:60]} {CLOSING} is left out: "
    try:
        tree = _parse(expression) if expression not in values else nodes.Name(expression, "load")
        used = {
            name.name for name in (tree, *tree.find_all(nodes.Name)) if isinstance(name, nodes.Name)
        }
        known = {name: values[name] for name in used if name in values}
        for name, value in known.items():
            if _size(value) > LONGEST_VALUE:
                raise SubstitutionError(
                    f"{name!r} contains more than {LONGEST_VALUE:,} characters. Write it on the page."
                )
        if isinstance(tree, nodes.Name) and tree.name in known:
            return str(_text(known[tree.name]))
        template = nodes.Template([nodes.Output([tree], lineno=1)], lineno=1)
        return SANDBOX.from_string(template).render(known)
    except SubstitutionError as error:
        raise SubstitutionError(f"{named}{error}") from None
    except UndefinedError:
        raise SubstitutionError(
            f"{named}there is no such value. Give it below 'substitutions:' of 'myst:' at the top of "
            "the page, or in myst_substitutions in conf.py."
        ) from None
    except (TemplateError, ArithmeticError, TypeError, ValueError):
        raise SubstitutionError(f"{named}it cannot be filled in. {EXAMPLE}.") from None


def _parse(expression: str) -> nodes.Expr:
    """The tree of *expression*, if it contains only names, entries and filters."""
    wrong = SubstitutionError(
        f"nothing is computed on a page. {EXAMPLE}; the filters are {', '.join(ALLOWED)}."
    )
    if len(expression) > LONGEST_EXPRESSION:
        raise wrong
    try:
        body = SANDBOX.parse(f"{OPENING} {expression} {CLOSING}").body
    except (TemplateSyntaxError, RecursionError):
        raise wrong from None
    if len(body) == 1 and isinstance(body[0], nodes.Output) and len(body[0].nodes) == 1:
        tree = body[0].nodes[0]
        if _is_plain(tree):
            return tree
    raise wrong


def _is_plain(node: nodes.Node) -> bool:
    match node:
        case nodes.Name(name=str(name)):
            return name != "self" and not name.startswith("_")
        case nodes.Const(value=str() | int() | float() | None):
            return True
        case nodes.Filter(node=nodes.Expr() as of, name=name, args=args):
            more = node.kwargs or node.dyn_args or node.dyn_kwargs
            return name in ALLOWED and not more and _is_plain(of) and all(map(_is_plain, args))
        case nodes.Getattr(node=of, attr=key) | nodes.Getitem(node=of, arg=nodes.Const(value=key)):
            return _is_plain(of) and not str(key).startswith("_")
    return False


def _size(value: Any) -> int:
    """About how many characters *value* has when it is written; it stops when there are too many."""
    size, left = 0, [value]
    while left and size <= LONGEST_VALUE:
        part = left.pop()
        if isinstance(part, Mapping):
            left += (*part.keys(), *part.values())
        elif isinstance(part, list | tuple | set):
            left += part
        else:
            size += len(part) if isinstance(part, str | bytes) else 1
        size += 1
    return size


def take_expressions(text: str, gap: str = "") -> tuple[list[str], str]:
    """The expressions of *text*, with single spaces, and the text with *gap* in their places.

    >>> take_expressions("In {{ stad  | upper }}.", "…")
    (['{{ stad | upper }}'], 'In ….')
    """
    found, rest, at = [], [], 0
    while (begin := text.find(OPENING, at)) >= 0:
        end = text.find(CLOSING, begin + len(OPENING))
        if end < 0:
            break
        within = text[begin + len(OPENING) : end].split()
        found.append(" ".join((OPENING, *within, CLOSING)))
        rest += [text[at:begin], gap]
        at = end + len(CLOSING)
    return found, "".join((*rest, text[at:]))
