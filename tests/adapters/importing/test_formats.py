"""Web pages, Markdown of four generators, tables and exports of WordPress, read as values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from site_builder.adapters.importing import html_text, reading
from site_builder.adapters.importing.faults import ImportingError
from site_builder.content.document import plain_words
from site_builder.content.markdown import read_document
from tests.pictures import photo, saved

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.content.imported import Imported


def read(path: Path, text: str | bytes) -> list[Imported]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return reading.read(path)


def notes(story: Imported) -> list[tuple[int, str]]:
    return [(note.line, note.said) for note in story.notes]


HUGO = """\
+++
title = "Solar roofs"
date = 2014-05-03T10:00:00Z
tags = ["energy", "xyz"]
weight = 10
aliases = ["/old/solar/"]
[params]
councils = ["York"]
author = "A. Bee"
+++

# Solar roofs

{{< figure src="/images/roof.png" alt="A [roof]" caption="Ours" >}}

## How

{{< youtube abc123 >}} {{% notice %}}Hello{{% /notice %}} <b>bold</b>

```html
<div>{{ kept }}</div>
```
"""

JEKYLL = """\
---
layout: post
title: "Jekyll: a post"
categories: [housing]
permalink: /news/jekyll.html
published: false
---
Text {% include x.html %}{: .red}
# Top
<a href="https://example.org/">there</a><br>

{% highlight python %}
print(1)
{% endhighlight %}
"""

ELEVENTY = """\
---json
{"title": "Eleventy", "date": "2016-01-02", "tags": ["post"], "summary": "In short."}
---
Text <span style="x">red</span> <img src=images/roof.png alt=roof>

<iframe src="https://example.org/film"></iframe>
"""

PELICAN = """\
Title: Pelican post
Date: 2013-10-03 10:20
Category: Energy
Slug: pelican-post
Summary: Two
    lines.

![x]({static}/images/roof.png) and [a map]({static}/images/roof.png), ![gone](gone.png)

[TOC]

!!! warning "Mind"
    The gap.

End.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site of another generator, with a picture."""
    (tmp_path / "static" / "images").mkdir(parents=True)
    (tmp_path / "static" / "images" / "roof.png").write_bytes(saved(photo(20, 10), "PNG"))
    return tmp_path


def test_hugo(site: Path) -> None:
    (story,) = read(site / "content" / "solar.md", HUGO)

    assert story.title == "Solar roofs"
    assert story.facts == {
        "title": ("Solar roofs",), "date": ("2014-05-03",), "words": ("energy", "xyz"), "addresses": ("/old/solar/",),
        "councils": ("York",),
    }  # fmt: skip
    assert story.body == (
        "![A roof](roof.png)\n\nOurs\n\n## How\n\n[Youtube video](https://www.youtube.com/watch?v=abc123) Hello **bold**\n\n"
        "```html\n<div>{{ kept }}</div>\n```"
    )
    assert [file.name for file in story.files] == ["roof.png"]
    assert notes(story) == [
        (5, "'weight: 10' has no place here: pieces are in order of date; delete it"),
        (9, "'author: A. Bee' has no place here: pieces have no author here; name a team under 'contact', and others who took part under 'partners'"),
        (20, "'{{% notice %}}' belongs to another program and was left out"),
        (20, "'{{% /notice %}}' belongs to another program and was left out"),
    ]  # fmt: skip


def test_jekyll(site: Path) -> None:
    (story,) = read(site / "_posts" / "2015-06-07-a-post.md", JEKYLL)

    assert story.title == "Jekyll: a post"
    assert story.facts == {
        "title": ("Jekyll: a post",), "words": ("housing",), "addresses": ("/news/jekyll.html",), "date": ("2015-06-07",),
        "slug": ("a-post",),
    }  # fmt: skip
    assert story.body == "Text \n## Top\n[there](https://example.org/)<br>\n\n```python\nprint(1)\n```"
    assert (2, "'layout: post' has no place here: every piece has the same layout; delete it") in notes(story)
    assert (6, "'published': it was not public there") in notes(story)
    assert (8, "'{% include x.html %}' belongs to another program and was left out") in notes(story)


def test_eleventy(site: Path) -> None:
    (story,) = read(site / "static" / "eleventy.md", ELEVENTY)

    assert (story.title, story.fact("date"), story.fact("summary")) == ("Eleventy", "2016-01-02", "In short.")
    assert story.body == "Text red ![roof](roof.png)\n\n[https://example.org/film](https://example.org/film)"


def test_pelican(site: Path) -> None:
    (story,) = read(site / "content" / "post.md", PELICAN)

    assert story.facts == {
        "title": ("Pelican post",), "date": ("2013-10-03 10:20",), "words": ("Energy",), "slug": ("pelican-post",),
        "summary": ("Two lines.",),
    }  # fmt: skip
    assert story.day == date(2013, 10, 3)
    assert story.body == (
        "![x](roof.png) and [a map](roof.png), gone\n\n\n\n> [!WARNING]\n> **Mind**\n>\n> The gap.\n\nEnd."
    )
    assert len(story.files) == 1
    assert (8, "the picture gone.png was not found; put it beside the story") in notes(story)


def test_plain_markdown_and_a_wrong_encoding(tmp_path: Path) -> None:
    (story,) = read(tmp_path / "bins.txt", "# The caf\xe9 \x96 a story\r\n\r\nText.\r\n".encode("latin-1"))

    assert (story.title, story.body) == ("The café – a story", "Text.")
    assert notes(story) == [
        (1, "it is not UTF-8 and was read as Windows-1252; look at its accents and quotation marks")
    ]


PAGE = """<!doctype html><html><head><title>Bins | A council</title>
<meta name="description" content="About &quot;bins&quot;.">
<link rel="canonical" href="https://www.old.example/case-study?id=5"></head>
<body><nav>menu</nav><header>logo</header><main><h1>The bins</h1>
<p>Council: LB Camden
<p>Text with <a href="/x/y.html">a link</a>, <a href="javascript:x()">no link</a> and <img src="static/images/roof.png" alt="A [roof]">
<form><input></form><iframe src="https://example.org/film" title="A film"></iframe>
<h4>Steps</h4><h2></h2>
<table><tr><th>A<th>B<tr><td>1<td><table><tr><td>2</table></table>
<img src="https://cdn.example/x.png" alt="far"></main><footer>legal</footer></body></html>"""


def test_a_web_page(site: Path) -> None:
    (story,) = read(site / "page.html", PAGE)

    assert story.title == "The bins"
    assert story.facts == {
        "summary": ('About "bins".',), "addresses": ("https://www.old.example/case-study?id=5",), "councils": ("LB Camden",),
    }  # fmt: skip
    assert "[a link](https://www.old.example/x/y.html), no link and ![A \\[roof\\]](roof.png)" in story.body
    assert "[A film](https://example.org/film)" in story.body
    assert "## Steps\n\n| A | B |\n| --- | --- |\n| 1 | 2 |" in story.body
    for gone in ("menu", "logo", "legal", "data-line"):
        assert gone not in story.body
    assert notes(story) == [
        (7, "a form cannot be kept"),
        (7, "an embedded iframe became a link: https://example.org/film"),
        (6, "the link of 'no link' led to javascript:x(), which cannot be followed"),
        (10, "the picture https://cdn.example/x.png has to be fetched and put beside the story"),
    ]


def test_nothing_outside_the_folders_of_a_page_is_taken(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "link.txt").symlink_to(tmp_path / "secret.txt")

    (story,) = read(tmp_path / "a" / "b" / "page.md", "[x](../../secret.txt) [y](link.txt) ![z](/etc/passwd)")

    assert story.files == ()


def test_tags_inside_one_another(tmp_path: Path) -> None:
    (story,) = read(tmp_path / "deep.html", "<main>" + "<div>" * 100 + "words" + "</div>" * 100)

    assert story.body == "words"
    with pytest.raises(ImportingError, match="deeper than those of any text"):
        read(tmp_path / "deep.html", "<main>" + "<div>" * 2_000 + "words")


@pytest.mark.parametrize(
    "words",
    [
        "1. one", "# no", "- no", "+ no", "> no", "a * b * c", "_x_ and a_b", "[x](y) [z]: w [^1] [ ] to do", "a < b <b> &amp; &",
        "`code` ~~gone~~ ![x](y)", "C:\\new\\[x]", "===", "2) two", "{{ x }} {% y %}", "10.5 million", "| a | b |",
        "www.example.org and a@example.org", "***", "~~~", "=", "!!! note", "::: box", "[[wiki]]", "\\*", "https://example.org/a_b_c",
    ],
)  # fmt: skip
def test_every_character_is_for_itself(words: str) -> None:
    html = words.replace("&", "&amp;").replace("<", "&lt;")

    body = html_text.read(f"<p>Before</p><p>{html}</p>").body

    document = read_document(body)
    assert [plain_words([block]).strip() for block in document.blocks] == ["Before", words]


WHEN = datetime(2014, 3, 12, 9, 30)  # noqa: DTZ001 - a workbook knows no zones
TABLE = (
    'Title;Local authority;Date;Theme;What was new;Result;No\r\n"Fewer ""miles""";Wigan Council;12/03/2014;Digital;'
    '"They * drew it.\r\n\r\n• one\r\n• two\r\nthree";-20%;1\r\n;;;;;;\r\nOther;Kent CC;;;;;\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_as_csv(encoding: str, tmp_path: Path) -> None:
    first, second = read(tmp_path / "table.csv", TABLE.encode(encoding))

    assert first.title == 'Fewer "miles"'
    assert (first.line, second.line) == (2, 8)
    assert first.facts == {
        "title": ('Fewer "miles"',), "councils": ("Wigan Council",), "date": ("12/03/2014",), "themes": ("Digital",),
    }  # fmt: skip
    assert first.day == date(2014, 3, 12)
    assert first.body == "## What was new\n\nThey \\* drew it.\n\n- one\n- two\n\nthree\n\n## Result\n\n-20%"
    assert (2, "the column 'No' has no place here: 1") in notes(first)
    assert second.facts == {"title": ("Other",), "councils": ("Kent CC",)}


def test_a_table_as_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Our case studies"], [], ["Title", "Council", "Published", "Started", "Text"],
        ["Bins", "York", WHEN, 2012.0, "First.\nSecond."], ["=1+1", None, None, None, None],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "table.xlsx")

    stories = reading.read(tmp_path / "table.xlsx")

    assert stories[0].facts == {
        "title": ("Bins",), "councils": ("York",), "date": ("2014-03-12",), "started": ("2012",),
    }  # fmt: skip
    assert (stories[0].line, stories[0].body) == (4, "First.\\\nSecond.")


EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old</title><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Bins &amp; lorries</title><link>https://old.example/2014/02/bins/</link><guid>https://old.example/?p=5</guid>
<content:encoded><![CDATA[<!-- wp:paragraph -->
First paragraph.

Second [gallery ids="1"]
line.[/gallery]
<h2>How we did it</h2>
<ul><li>a</li></ul>
[caption id="x"]<img src="https://old.example/a.png" alt="A map">A map[/caption]]]></content:encoded>
<wp:post_date>2014-02-03 10:00:00</wp:post_date><wp:post_name>bins</wp:post_name><wp:status>draft</wp:status><wp:post_type>post</wp:post_type>
<category domain="category"><![CDATA[Housing]]></category><category domain="post_tag"><![CDATA[York]]></category></item>
<item><title>A picture</title><wp:post_type>attachment</wp:post_type><content:encoded>x</content:encoded></item>
<item><title>In the bin</title><wp:post_type>post</wp:post_type><wp:status>trash</wp:status></item>
<item><title>A case</title><wp:post_type>casefile</wp:post_type><content:encoded>&lt;p&gt;Text&lt;/p&gt;</content:encoded></item>
</channel></rss>"""


def test_an_export_of_wordpress(tmp_path: Path) -> None:
    first, second = read(tmp_path / "export.xml", EXPORT)

    assert first.title == "Bins & lorries"
    assert first.line == 4
    assert first.facts == {
        "date": ("2014-02-03",), "slug": ("bins",), "words": ("Housing", "York"),
        "addresses": ("https://old.example/2014/02/bins/", "https://old.example/?p=5"),
    }  # fmt: skip
    assert first.body == "First paragraph.\n\nSecond \\\nline.\n\n## How we did it\n\n- a\n\nA map A map"
    assert [said for _, said in notes(first)] == [
        "its status there is 'draft', so readers had not seen it",
        "the shortcode '[gallery ids=\"1\"]' was left out",
        "the picture https://old.example/a.png has to be fetched and put beside the story",
    ]
    assert (second.title, second.body) == ("A case", "Text")
    assert notes(second) == [(17, "it is of the type 'casefile' there")]


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.md", "a.html", "_drafts/x.md", ".hidden.md", "sub/c.csv", "d.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "e.md").symlink_to(tmp_path / "b.md")

    found = [path.relative_to(tmp_path).as_posix() for path in reading.files_in([tmp_path, tmp_path / "d.png"])]

    assert found == ["a.html", "b.md", "sub/c.csv", "d.png"]
