"""What is read of a written page, and what is not."""

from typing import Any

import pytest

from ext.search.reading import copy_of, read_main

PAGE = "<!DOCTYPE html><html><head></head><body><nav>menu</nav><main>{}</main></body></html>"


def read(main: str) -> Any:
    return read_main(PAGE.format(main), "nl", ["nl", "en"])


def test_the_main_part_alone_is_read() -> None:
    reading = read("<p>Een kast</p>")
    assert reading.body == "<p>Een kast</p>"
    assert reading.words == {"een", "kast"}


@pytest.mark.parametrize(
    "part",
    [
        "<nav>x</nav>",
        "<aside>x</aside>",
        "<form><label>x</label><input></form>",
        "<template><p>x</p></template>",
        "<script>x</script>",
        '<p hidden>x<img src="a">x</p>',
        '<div aria-hidden="true">x<br>x</div>',
        '<figcaption class="vsc-credit">x</figcaption>',
        '<div data-pagefind-ignore="">x</div>',
        '<p lang="en">x</p>',
        '<section lang="en"><h2>x</h2><p>x</p></section>',
    ],
)
def test_what_is_not_the_page_s_own_is_left_out(part: str) -> None:
    assert read(f"<p>voor</p>{part}<p>na</p>").body == "<p>voor</p><p>na</p>"


def test_a_name_in_another_language_belongs_to_its_sentence() -> None:
    reading = read('<p>Het <em lang="en">Species Backbone</em> en <i lang="la">Fagus</i>.</p>')
    assert "Species Backbone" in reading.body
    assert "Fagus" in reading.body
    assert reading.words == {"het", "en"}


def test_a_block_in_a_language_that_the_site_does_not_have_is_read() -> None:
    assert "Fagus" in read('<p lang="la">Fagus sylvatica</p>').body


def test_headings_get_the_anchor_of_their_section() -> None:
    reading = read(
        '<section id="kast"><h1>Kast</h1><section id="zaden"><h2>Zaden</h2></section>'
        '<section class="vsc-partner" id="vliz"><div class="card"><h3>VLIZ</h3></div></section>'
        '<h2 id="eigen">Eigen</h2></section>'
    )
    assert "<h1>Kast</h1>" in reading.body
    assert '<h2 id="zaden">Zaden</h2>' in reading.body
    assert '<h3 id="vliz">VLIZ</h3>' in reading.body
    assert '<h2 id="eigen">Eigen</h2>' in reading.body


def test_a_word_that_may_break_is_one_word() -> None:
    reading = read("<h1>Toegankelijkheids\u00adverklaring</h1><p>planten<wbr>tuin</p>")
    assert "<h1>Toegankelijkheidsverklaring</h1><p>plantentuin</p>" in reading.body
    assert "toegankelijkheidsverklaring" in reading.words


def test_signs_of_html_stay_words() -> None:
    assert read("<p>a &lt;b&gt; &amp;amp; c</p>").body == "<p>a &lt;b&gt; &amp;amp; c</p>"


def test_code_is_found_and_is_no_word_of_the_language() -> None:
    reading = read("<p><code>typeStatus</code></p>")
    assert "typeStatus" in reading.body
    assert reading.words == frozenset()


@pytest.mark.parametrize("main", ["", " \n", '<p lang="en">Nothing</p>'])
def test_a_page_without_words_is_nothing(main: str) -> None:
    assert read(main).body == ""


def test_an_element_that_is_not_closed_ends_with_its_parent() -> None:
    assert read("<div><p>een</div><aside><p>x</aside><p>twee</p>").body == (
        "<div><p>een</p></div><p>twee</p>"
    )


def test_hidden_words_stand_in_the_head_of_the_copy() -> None:
    copy = copy_of("<p>x</p>", "nl", ["bank", '"'])
    assert '<meta data-pagefind-meta="splits[content]" content="bank &quot;">' in copy
    assert "splits" not in copy_of("<p>x</p>", "nl")
    assert '<html lang="nl">' in copy
