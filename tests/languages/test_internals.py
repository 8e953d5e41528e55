"""What `ext.languages` takes for granted of Sphinx and MyST: one test for each internal.

When Sphinx changes one of these, its test says so by name, before a page comes out wrong.
`docs/developing.md` lists them.
"""

import inspect
import re
from gettext import NullTranslations

import pytest
from docutils import nodes
from docutils.utils import new_document
from markdown_it import MarkdownIt
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx import addnodes, locale
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Domain, changeset
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters import toctree as toctree_adapter
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.errors import ConfigError
from sphinx.project import Project
from sphinx.transforms import i18n
from sphinx.transforms.i18n import Locale, TranslationProgressTotaliser

from ext.catalogs.tokens import inline_tokens
from ext.languages.internals import active_locale, doctrees, translation, writing

from .conftest import Site


def test_locale_looks_in_translators_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.mo` file is needed: a catalog in memory is found, and any subclass of it."""
    messages = active_locale.PageMessages({"a": "b"})
    monkeypatch.setitem(locale.translators, ("general", active_locale.PAGE_CATALOG), messages)
    assert locale.init([], "nl", active_locale.PAGE_CATALOG) == (messages, True)
    empty = NullTranslations()
    monkeypatch.setitem(locale.translators, ("general", active_locale.PAGE_CATALOG), empty)
    assert locale.init([], "nl", active_locale.PAGE_CATALOG)[1] is False


def test_locale_transform_reads_page_messages() -> None:
    source = inspect.getsource(Locale.apply)
    assert "docname_to_domain(" in source
    assert "self.config.gettext_compact" in source
    assert "'_catalog'" in source
    assert "_fallback" in source


def test_words_of_templates_and_proxies_follow_translators(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy = locale._TranslationProxy("sphinx", "general", "Index")

    class Dutch(NullTranslations):
        def gettext(self, message: str) -> str:
            return f"nl {message}"

    monkeypatch.setitem(locale.translators, ("general", "sphinx"), Dutch())
    assert str(proxy) == "nl Index"
    assert locale._("Index") == "nl Index"
    assert active_locale._CurrentWords().gettext("Index") == "nl Index"


def test_changeset_words_are_the_ones_that_are_kept_lazy() -> None:
    assert set(changeset.versionlabels) == {
        "versionadded",
        "versionchanged",
        "deprecated",
        "versionremoved",
    }


def test_locale_marks_messages_and_dresses_them_up() -> None:
    publish = inspect.getsource(i18n._publish_msgstr)
    assert "'{source_path}:{source_line}:<translated>'" in publish
    assert "return doc[0]" in publish
    apply = inspect.getsource(Locale.apply)
    assert "msgstr += '\\n\\n   dummy literal'" in apply
    assert "msgstr = '::\\n\\n' + indent(msgstr, ' ' * 3)" in apply
    assert "msgstr = msgstr + '\\n' + '=' * len(msgstr) * 2" in apply
    assert "patch = patch.next_node()" in apply


def test_a_message_is_parsed_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """`Locale` asks twice for what is neither title nor term; the answer is the same."""
    from ext.languages.internals.parsing import LanguageMystParser

    parsed: list[str] = []
    parse = LanguageMystParser._parse_message

    def count(self: LanguageMystParser, dressed: str, document: nodes.document) -> None:
        parsed.append(dressed)
        parse(self, dressed, document)

    monkeypatch.setattr(LanguageMystParser, "_parse_message", count)
    site.write(
        {
            "nl/index.md": "# Thuis\n\nEen *zin*.\n\nEen *zin*.\n\n- Punt {index}`steen`\n",
            "locales/en/LC_MESSAGES/index.po": {
                "Thuis": "Home",
                "Een *zin*.": "A *sentence*.",
                "Punt {index}`steen`": "Point {index}`stone`",
            },
        }
    )
    output = site.build()
    assert sorted(parsed) == sorted(
        [
            "Home",
            *["A *sentence*."] * 2,
            *["Point {index}`stone`"] * 2,  # An entry is numbered each time, as in Sphinx.
        ]
    )
    assert [part.get_text() for part in output.body("en/index.html").select("p")] == [
        "A sentence.",
        "A sentence.",
        "Point stone",
    ]
    assert inspect.getsource(Locale.apply).count("_publish_msgstr(") == 3


def test_locale_replaces_the_list_of_children() -> None:
    """`MarkUntranslated` takes a translation back by putting the old list in again."""
    node = nodes.paragraph("", "a")
    before = node.children
    updater = i18n._NodeUpdater(node, nodes.paragraph("", "b"), new_document("x"), False)
    updater.update_leaves()
    assert node.astext() == "b"
    assert before[0].astext() == "a"


def test_priorities() -> None:
    assert translation.ChooseTranslations.default_priority < Locale.default_priority
    assert Locale.default_priority < translation.MarkUntranslated.default_priority
    assert (
        TranslationProgressTotaliser.default_priority < translation.CountMessages.default_priority
    )
    assert MystReferenceResolver.default_priority > writing.UseThePagesLanguage.default_priority


def test_myst_parser_is_replaced_with_what_it_is_made_of() -> None:
    source = inspect.getsource(MystParser.parse)
    for part in ("read_topmatter", "merge_file_level", "create_md_parser", 'options["document"]'):
        assert part in source
    environment: dict[str, object] = {}
    MarkdownIt("commonmark").parse("[a]: https://example.org/", environment)
    assert set(environment["references"]) == {"A"}  # type: ignore[call-overload]


def test_myst_finds_labels_past_the_domain() -> None:
    """What stands in `env.domaindata` answers in the reader's language."""
    source = inspect.getsource(MystReferenceResolver._std_label_in_doc)
    assert 'domaindata.get("std"' in source


def test_project_keeps_its_map_of_paths() -> None:
    project = Project("/", [".md"])
    assert project._docname_to_path == {}
    assert {"docnames", "_path_to_docname", "_docname_to_path"} <= set(vars(project))


def test_domains_set_data_once_as_an_attribute() -> None:
    assert "self.data = domain_data[self.name]" in inspect.getsource(Domain.__init__)
    assert "data" not in vars(Domain)


def test_domains_keep_their_objects_in_data(site: Site) -> None:
    """A domain that stored something beside `data` would mix languages."""
    site.write({"nl/index.md": "# T\n\n(a)=\n## A\n"})
    env = site.build().app.env
    for name in ("std", "citation", "math", "index", "py", "js", "rst"):
        domain = env.domains[name]
        kept = {key for key, value in vars(domain).items() if isinstance(value, dict) and value}
        assert kept <= {
            "all_sets",
            "_views",
            "_role_cache",
            "_directive_cache",
            "_role2type",
            "_type2role",
            "object_types",
            "directives",
            "enumerable_nodes",
            "roles",
        }, name


def test_prepare_writing_sets_what_is_shared() -> None:
    source = inspect.getsource(StandaloneHTMLBuilder.prepare_writing)
    found = set(re.findall(r"^ +self\.([\w.]+)(?:: .+)? = ", source, re.MULTILINE))
    # The style sheets and scripts are the same in every language, and so is the one indexer.
    same = {"indexer", "_orig_css_files", "_orig_js_files", "docsettings.compact_lists"}
    assert found - same == set(writing.SHARED)


def test_figures_are_numbered_from_the_root_page() -> None:
    source = inspect.getsource(TocTreeCollector.assign_figure_numbers)
    assert "_walk_doc(env.config.root_doc, ())" in source
    assert "env.toc_fignumbers = {}" in source


def test_themes_take_the_home_page_from_master_doctree() -> None:
    from functools import cached_property

    from sphinx.environment import BuildEnvironment

    assert isinstance(vars(BuildEnvironment)["master_doctree"], cached_property)


def test_warnings_are_counted_behind_the_filter_that_says_them_once(site: Site) -> None:
    site.write({"nl/index.md": "# T\n\n{ref}`nergens`\n"})
    output = site.build()
    assert output.warnings.count("nergens") == 1
    assert output.app._warncount == 1


def test_extraction_uses_what_the_gettext_builder_has() -> None:
    from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin

    assert set(MsgOrigin.__slots__) == {"source", "line", "uid"}
    assert "self.catalogs[" in inspect.getsource(MessageCatalogBuilder)


def test_attributes_of_links(site: Site) -> None:
    site.write({"nl/index.md": "# T\n\n[](a.md#b), {doc}`a`\n", "nl/a.md": "# A\n\n## b\n"})
    links = list(site.build().doctree("nl/index").findall(addnodes.pending_xref))
    assert [
        (link["refdomain"], link["reftype"], link["reftarget"], link.get("reftargetid"))
        for link in links
    ] == [("doc", "myst", "nl/a", "b"), ("std", "doc", "/nl/a", None)]


def test_files_are_found_through_the_environment() -> None:
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.environment import BuildEnvironment
    from sphinx.environment.collectors import asset

    for user in (asset.ImageCollector, asset.DownloadFileCollector, SphinxRenderer):
        assert "relfn2path(" in inspect.getsource(user)
    assert "def relfn2path" in inspect.getsource(BuildEnvironment)


def test_directives_look_for_files_where_the_guards_are() -> None:
    """What `files.py` guards: `test_files.py` tries it all."""
    from docutils.parsers.rst.directives.misc import Include, Raw
    from docutils.parsers.rst.directives.tables import CSVTable
    from myst_parser.mocking import MockIncludeDirective
    from sphinx.transforms.post_transforms.images import ImageDownloader

    from ext.languages.internals import files

    assert "self.standard_include_path" in inspect.getsource(Include.run)
    assert "self.klass.standard_include_path" in inspect.getsource(MockIncludeDirective.run)
    for directive in (Raw.run, CSVTable.get_csv_data):
        assert "self.options['file']" in inspect.getsource(directive)
    assert "app.registry.post_transforms" in inspect.getsource(files.install)
    assert ImageDownloader.__module__ == "sphinx.transforms.post_transforms.images"


def test_myst_looks_an_expression_up_before_it_asks_jinja() -> None:
    """Else `fill_in` would not be all that renders a substitution."""
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer

    source = inspect.getsource(DocutilsRenderer.render_substitution)
    found = "content in variable_context", "str(variable_context[content])", "env.from_string("
    places = [source.index(part) for part in found]
    assert places == sorted(places)


def test_title_of_contents_follows_the_settings() -> None:
    from docutils.parsers.rst.directives.parts import Contents

    assert "document.settings.language_code" in inspect.getsource(Contents.run)


def test_labels_of_fields_are_attributes() -> None:
    from sphinx.domains.python import PyFunction

    assert {str(field.label) for field in PyFunction.doc_field_types} >= {"Parameters", "Raises"}


def test_domains_c_and_cpp_look_into_domaindata(site: Site) -> None:
    """What stands there answers in the language of the moment, and is pickled as it was."""
    import pickle

    from sphinx.domains import c, cpp

    from ext.languages.internals.objects import DomainDataView

    for module in (c, cpp):
        assert "env.domaindata[" in inspect.getsource(module)
    site.write({"nl/index.md": "# T\n"})
    env = site.build().app.env
    window = env.domaindata["py"]
    assert isinstance(window, DomainDataView)
    assert type(pickle.loads(pickle.dumps(window))) is dict


def test_root_page_is_asked_for_after_write_started() -> None:
    from sphinx.builders import Builder
    from sphinx.builders.latex import LaTeXBuilder

    source = inspect.getsource(Builder.write)
    assert source.index("'write-started'") < source.index("self.prepare_writing(")
    assert "init_babel" in inspect.getsource(LaTeXBuilder.init)
    assert "init_document_data" in inspect.getsource(LaTeXBuilder.prepare_writing)


def test_log_of_a_message_is_buffered() -> None:
    from sphinx.util import logging

    with logging.suppress_logging() as log:
        logging.getLogger(__name__).warning("x", type="a", subtype="b")
    (record,) = log.buffer
    assert (record.getMessage(), record.type, record.subtype) == ("x", "a", "b")  # type: ignore[attr-defined]


def test_myst_makes_a_document_that_it_does_not_use() -> None:
    """Until `setup_render` no longer does, `LanguageRenderer` keeps it from that."""
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer

    source = inspect.getsource(DocutilsRenderer.setup_render)
    assert 'options.get("document", make_document())' in source


def test_what_two_pages_define_belongs_to_the_last_however_they_were_read(site: Site) -> None:
    """A page read last would have it, and nobody once that page is gone."""
    home = "# T\n\n```{toctree}\na\nb\n```\n\n{ref}`here`, {term}`fern`\n"
    page = "(here)=\n# {name}\n\n```{{glossary}}\nfern\n: A plant.\n```\n"
    site.write({"nl/index.md": home})
    site.write({f"nl/{name}.md": page.format(name=name) for name in "ab"})
    site.build()
    site.write({"nl/a.md": page.format(name="a") + "\nMore.\n"})
    again = site.build()
    assert 'href="b/#here"' in str(again.body("nl/index.html"))
    assert 'href="b/#term-fern"' in str(again.body("nl/index.html"))
    site.write({"nl/b.md": "# b\n"})
    without = site.build()
    assert 'href="a/#here"' in str(without.body("nl/index.html"))
    assert 'href="a/#term-fern"' in str(without.body("nl/index.html"))


def test_domains_write_objects_one_by_one_into_their_initial_data(site: Site) -> None:
    site.write({"nl/index.md": "(here)=\n# T\n\n```{glossary}\nfern\n: A plant.\n```\n"})
    env = site.build().app.env
    std = env.domains["std"].all_sets["objects by language"]["nl"]
    for kind, key in {"labels": "here", "objects": ("term", "fern"), "terms": "fern"}.items():
        assert set(std[kind].owners[key]) == {"nl/index"}


def test_toctrees_are_made_by_two_functions_that_are_looked_up_when_used() -> None:
    """`borrowed_titles` puts its own in their place, which mark untranslated words."""
    entry = inspect.signature(toctree_adapter._toctree_entry)
    assert list(entry.parameters)[:2] == ["title", "ref"]
    assert "toctreenode" in entry.parameters
    for user in (toctree_adapter._entries_from_toctree, toctree_adapter.global_toctree_for_doc):
        assert "_toctree_entry(" in inspect.getsource(user) or "_resolve_toctree(" in (
            inspect.getsource(user)
        )
    assert "toctree_adapters._resolve_toctree(" in inspect.getsource(BuildEnvironment)


def test_messages_are_read_as_tokens_that_myst_names() -> None:
    text = "**a** *b* [c](d.md){.e} `f` {ref}`g <h>` <i>j</i> ![k](l.png) [m][n] {m}`o`"
    tokens = inline_tokens(text, frozenset({"attrs_inline"}), frozenset({"n"}))
    kinds = [token.type for token in tokens if token.type != "text"]
    assert kinds == [
        *("strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"),
        *("code_inline", "myst_role", "html_inline", "html_inline", "image"),
        *("link_open", "link_close", "myst_role"),
    ]
    links = [token.attrs for token in tokens if token.type == "link_open"]
    assert links == [{"href": "d.md", "class": "e"}, {"href": "[n]"}]
    role = next(token for token in tokens if token.type == "myst_role")
    assert (role.meta["name"], role.content) == ("ref", "g <h>")


def test_each_doctree_is_forgotten_once_it_is_written(site: Site) -> None:
    made = inspect.getsource(BuildEnvironment.__init__)
    assert all(f"self.{name}: dict[str, " in made for name in doctrees.CACHES)
    read = inspect.getsource(BuildEnvironment.get_and_resolve_doctree)
    assert "self._write_doc_doctree_cache.pop(docname)" in read
    assert "self._pickled_doctree_cache[docname]" in inspect.getsource(BuildEnvironment.get_doctree)
    site.write({"nl/index.md": "# Thuis\n"})
    env = site.build().app.env
    env.get_doctree("nl/index")
    assert not any(getattr(env, name) for name in doctrees.CACHES)


def test_settings_are_compared_with_their_types(site: Site) -> None:
    """One that Sphinx only warns of stops the build, before anybody works with it."""
    site.write({"nl/index.md": "# Thuis\n"})
    for setting, value, said in (
        ("html_title", 5, "The config value `html_title' has type `int'"),
        ("site_show_messages", [], "The config value `site_show_messages' has type `list'"),
        ("html_static_path", [None], "html_static_path in conf.py lists None"),
    ):
        with pytest.raises(ConfigError, match=re.escape(said)):
            site.build(**{setting: value})
