"""A small collection in which everything is odd: texts full of markup, every state, every way to keep a file.

Whatever the public must not see has the word ``zyzzyva``; whatever could be read as markup is in titles,
summaries, names and notes, where it is literal.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import SUMMARY, story_text

DAY = date(2026, 11, 21)
UNSEEN = "zyzzyva"
MARKUP = "<b>&amp;</b> \"q\" 'a' <script>alert(1)</script> {{ 7*191 }} ŵ ŷ 🎉"
"""Must be read as exactly these characters on every page."""
MARKUP_AS_READ = "<b>&amp;</b> “q” ‘a’ <script>alert(1)</script> {{ 7*191 }} ŵ ŷ 🎉"
"""The same in a title or a summary, where quotes are typographic."""

SITE_NAME = 'Tŷ & <Friends> "ŵ" 🎉'
THEMES = ["R&D <labs> {{ 7*191 }}", "Children & families", "digitalisation", "never used"]

OPTIONS: dict[str, Any] = {
    "vocabularies": {
        "themes": [{"name": THEMES[0], "description": MARKUP}, *THEMES[1:]],
        "services": ['Tai "ŵ" & <more>'],
        "programmes": ["Rhaglen <i>1</i>"],
    },
    "places": [{"slug": "ty-ddewi", "name": "Tŷ Ddewi <Town> & 'Co'", "lat": 51.9, "lon": -5.3}],
    "on_shortfall": "info",
    "plans": [
        {
            "name": "Plan <b>1</b> & more",
            "starts": date(2026, 11, 1),
            "ends": date(2027, 10, 31),
            "quota": {"pieces": 2, "every_months": 2},
            "target": {"stories": 12, "by": date(2027, 9, 30)},
            "waivers": [{"period": date(2027, 1, 1), "pieces": 1, "reason": MARKUP}],
        }
    ],
    "abbreviations": {"LGA": "Local Government Association"},
    "milestones": [{"name": MARKUP, "date": date(2027, 1, 21), "repeat": "FREQ=MONTHLY", "until": date(2027, 4, 30)}],
}
CONFIG: dict[str, Any] = {
    "site_name": SITE_NAME,
    "site_url": "https://odd.example/sub/folder/",
    "site_description": 'Straeon "arloesi" & <mwy> {{ 7*191 }}',
    "site_author": "Golygyddion & <Co>",
}

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def secret(**changes: Any) -> str:
    """Return a text whose every part has the word that must not get out."""
    parts: dict[str, Any] = {
        "id": f"{UNSEEN}-{len(_names)}", "title": f"{UNSEEN} title {len(_names)}", "summary": f"{UNSEEN} {SUMMARY}",
        "partners": [f"{UNSEEN} partner"], "sources": [{"title": f"{UNSEEN} source", "date": 2013}],
        "outcomes": [{"what": f"{UNSEEN} outcome", "figure": UNSEEN, "source": UNSEEN}],
        "contact": {"team": UNSEEN, "email": f"{UNSEEN}@york.example"}, "aliases": [f"/{UNSEEN}-{len(_names)}/"],
        "shared": [{"channel": UNSEEN, "date": "2026-11-01"}],
    }  # fmt: skip
    _names.append(parts["id"])
    return story_text(f"The {UNSEEN} text.\n\n## How {UNSEEN}\n\nSo.\n", **(parts | changes))


_names: list[str] = []

_WHOLE = """Text with *emphasis*, [a neighbour](own-folder/index.md), [a part of it](own-folder/index.md#how-it-works),
[the calendar](../calendar/index.md) and [about us](../pages/about.md#who).

![A flat picture](flat.png)

## How it works

| a | b |
| - | -: |
| 1 | 2 |

| "Responsible" & **why** | Implementation | Neighbourhoods |
| - | -: | - |
| {{ 7*191 }} | 2 | ŵ |

> <span lang="cy">Geiriau & "dyfyniad" {{ 7*191 }}</span>
> — Siân **Ŵ** & 'Co', [us](../pages/about.md)

The LGA lists:
- one
  - two
- [x] done, as a note says[^1]

[^1]: A note with a [link](own-folder/index.md).

```python
def f() -> str:
    return "<script>alert('code')</script>"
```

> [!NOTE]
> Inside.

## How & why {{ 7*191 }} works

<details>
<summary>More</summary>

Inside *HTML*, H<sub>2</sub>O<br><kbd>Ctrl</kbd>
</details>
"""

FILES: dict[str, str | bytes] = {
    "2026/markup.md": story_text(
        _WHOLE, id="markup-story", title=MARKUP[:100], summary=f"{MARKUP} {SUMMARY}", original=True, councils=["ty-ddewi", "york"],
        themes=[THEMES[0], THEMES[1]], services=['Tai "ŵ" & <more>'], programmes=["Rhaglen <i>1</i>"], partners=[MARKUP],
        outcomes=[{"what": MARKUP, "figure": MARKUP, "source": MARKUP}], sources=[{"title": MARKUP, "date": 2013}],
        artefacts=[{"title": MARKUP, "kind": "slides", "file": "taflenni ŵ.pdf"}], contact={"team": MARKUP, "email": "a@york.example"},
        image={"file": "Llun ŵ (1).png", "alt": MARKUP, "credit": MARKUP}, started=2012, review_by=date(2026, 11, 18),
        updated=[{"date": date(2026, 11, 19), "note": MARKUP}, {"date": date(2026, 12, 19), "note": f"{UNSEEN} note"}],
        aliases=["/old/markup/", "/old.html"],
    ),
    "2026/Llun ŵ (1).png": PNG,
    "2026/taflenni ŵ.pdf": b"%PDF-1.7 slides",
    "2026/flat.png": PNG,
    "2026/flat-too.md": story_text("![The same picture](flat.png)\n\n## How\n\nSo.\n", id="flat-story", themes=[THEMES[1]], councils=["wigan"]),
    "2026/own-folder/index.md": story_text(
        "![In a folder](pictures/one.png) [The data](data.csv)\n\n## How it works\n\nSee [the other](../markup.md#how-it-works).\n",
        id="folder-story", title="A folder of its own", councils=["wrexham"], kind="interview",
        image={"file": "./pictures/one.png", "alt": "One", "credit": "Us"},
    ),
    "2026/own-folder/pictures/one.png": PNG,
    "2026/own-folder/data.csv": "a,b\r\n1,2\r\n",
    "2026/pointer.md": story_text("", id="pointer-story", title="Told elsewhere", kind="signpost", link="https://example.org/?a=1&b=<2>".replace("<2>", "2"), councils=["york"]),
    "2027/earlier.md": story_text(id="earlier-story", title="Earlier", kind="event", date=date(2025, 1, 1), councils=["york"]),
    "2026/abolished.md": story_text(id="abolished-story", title="Of a council that is gone", councils=["suffolk-coastal"]),
    "2026/withdrawn-once-public.md": story_text(
        id="withdrawn-story", title="Withdrawn <b>piece</b>", status="withdrawn", summary=f"{UNSEEN} {SUMMARY}", body=f"{UNSEEN}",
        withdrawn={"date": date(2026, 11, 18), "reason": MARKUP}, aliases=["/withdrawn-alias/"], partners=[UNSEEN],
    ),
    # What nobody may see
    "2026/zyzzyva-scheduled.md": secret(date=date(2026, 11, 22), councils=["derbyshire"], original=True),
    "2026/zyzzyva-folder/index.md": secret(date=date(2027, 3, 1), image={"file": "zyzzyva.png", "alt": UNSEEN, "credit": UNSEEN}),
    "2026/zyzzyva-folder/zyzzyva.png": PNG + UNSEEN.encode(),
    "2026/zyzzyva-folder/more/zyzzyva.csv": UNSEEN,
    "2026/zyzzyva-draft.md": secret(status="draft", date=date(2026, 11, 1), image={"file": "zyzzyva-flat.png", "alt": UNSEEN, "credit": UNSEEN}),
    "2026/zyzzyva-flat.png": PNG + UNSEEN.encode(),
    "2026/zyzzyva-review.md": secret(status="review", date=None),
    "2026/zyzzyva-idea.md": secret(status="idea", date=None, summary=None),
    "2026/zyzzyva-withdrawn.md": secret(status="withdrawn", date=date(2026, 12, 1), withdrawn={"date": date(2026, 11, 1), "reason": UNSEEN}),
    "2026/zyzzyva-named-by-nobody.pdf": UNSEEN,
    "zyzzyva-notes.txt": UNSEEN,
}  # fmt: skip
