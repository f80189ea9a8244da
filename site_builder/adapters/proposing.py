"""A draft of what somebody has proposed with the form on GitHub, its names checked against this site's lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from site_builder.adapters.drafting import Draft, DraftingError
from site_builder.content import issue_form
from site_builder.content.council_names import names_of
from site_builder.content.source import MAX_BYTES
from site_builder.content.vocabulary import Taxonomy
from site_builder.render.words import sentence_case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.adapters.project import Project


def draft_of(file: Path, project: Project, answers: Mapping[str, Any]) -> Draft:
    """Return the draft of the issue in a file, where nothing else is answered already. Raises DraftingError."""
    try:
        with file.open("rb") as opened:
            text = opened.read(MAX_BYTES).decode("utf-8-sig", "replace")
        proposal = issue_form.read(text)
    except OSError as error:
        raise DraftingError(f"{file} cannot be read: {error.strerror}") from None
    except issue_form.NoFormError as error:
        raise DraftingError(f"{file.name} is not the text of the form: {error}") from None
    councils, unknown = _councils(proposal.councils, project)
    themes = project.settings.taxonomies[Taxonomy.THEMES]
    known = tuple(term.name for name in proposal.themes if (term := themes.get(name)))
    unknown += [f"A theme that is not in the vocabulary: {name}" for name in proposal.themes if not themes.get(name)]
    remarks = issue_form.as_comment((*proposal.remarks, *unknown))
    draft = Draft(
        title=proposal.title, summary=proposal.summary, idea=proposal.summary is None, councils=councils, themes=known,
        sources=proposal.sources, text=remarks + proposal.text,
    )  # fmt: skip
    given = {key: answer for key, answer in answers.items() if answer != getattr(Draft(), key)}
    is_idea = bool(given.pop("idea", False)) or (draft.idea and "summary" not in given)
    return replace(draft, **given, idea=is_idea)


def _councils(names: tuple[str, ...], project: Project) -> tuple[tuple[str, ...], list[str]]:
    """Return the slugs of councils that are surely meant, and a remark for each other name."""
    slugs, remarks = [], []
    register = names_of(project.register)
    for name in names:
        found = register.called(name)
        if len(found) == 1:
            slugs.append(found[0].slug)
        else:
            one = sentence_case(project.register.called.a)
            remarks.append(f"{one} that is not in the register under this name: {name}{register.hint(name)}")
    return tuple(slugs), remarks
