"""What an import says: what came in, what was mapped, what was dropped, and what the editor still owes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from site_builder.reports.import_draft import ImportedDraft, Told


def lines_of(draft: ImportedDraft, root: str) -> Iterator[str]:
    """Yield what to say about one draft: each thing with its line, of the source or of the draft."""
    origin = f"{draft.imported.origin}:{draft.imported.line}"
    if draft.left_out:
        yield f"{origin}: '{draft.title}' left out: {draft.left_out}"
        return
    yield f"{origin}: '{draft.title}' -> {root}/{draft.path}"
    for file in draft.files:
        yield f"  file     {file.name}"
    yield from _told("mapped", draft.mapped, "line")
    yield from _told("dropped", draft.dropped, f"{draft.imported.origin}, line")
    yield from _told("changed", draft.changed, "line")
    yield from _told("owed", draft.owed, "line")


def _told(kind: str, told: Iterable[Told], line: str) -> Iterator[str]:
    for one in told:
        place = f"{line} {one.line}: " if one.line else ""
        yield f"  {kind:<8} {place}{one.said}"


def summary(drafts: Sequence[ImportedDraft], refused: int, *, dry_run: bool) -> str:
    """Return the last line of an import."""
    new = [draft for draft in drafts if not draft.left_out]
    parts = [f"{words.counted(len(new), 'draft')} {'would be written' if dry_run else 'written'}"]
    if left_out := len(drafts) - len(new):
        parts.append(f"{left_out} left out")
    if refused:
        parts.append(f"{words.counted(refused, 'file')} could not be read")
    return f"{', '.join(parts)}."


def as_json(drafts: Sequence[ImportedDraft], refused: Sequence[tuple[str, str]], root: str, as_of: date) -> str:
    """Return everything for a program."""
    stories = [
        {
            "origin": draft.imported.origin,
            "line": draft.imported.line,
            "title": draft.title,
            "path": f"{root}/{draft.path}" if draft.path else None,
            "left_out": draft.left_out or None,
            "files": [file.name for file in draft.files],
        }
        | {
            kind: [{"line": one.line or None, "message": one.said} for one in told]
            for kind, told in (
                ("mapped", draft.mapped),
                ("dropped", draft.dropped),
                ("changed", draft.changed),
                ("owed", draft.owed),
            )
        }
        for draft in drafts
    ]
    told = {
        "as_of": as_of.isoformat(),
        "stories": stories,
        "refused": [{"origin": name, "message": said} for name, said in refused],
        "redirects": [{"from": old, "to": new} for draft in drafts for old, new in draft.redirects],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def redirect_table(drafts: Iterable[ImportedDraft], before: str) -> str:
    """Return the table of redirects for a web server: ``before`` with a line for each old address that is not in it."""
    known = {line.split(" ")[0] for line in before.splitlines()}
    lines = [f"{old} {new}\n" for draft in drafts for old, new in draft.redirects if old not in known]
    return (before or _ABOUT_REDIRECTS) + "".join(dict.fromkeys(lines)) if lines else before


_ABOUT_REDIRECTS = """\
# Old addresses with a part after ?, which a site of files cannot tell apart, and where they lead now.
# One pair a line, as Apache's RewriteMap (type txt) reads them; for nginx's map put a ; after each line.
"""
