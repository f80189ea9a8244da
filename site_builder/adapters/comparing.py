"""The project as it is, beside a revision of it: what the change between them breaks, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.adapters import git_revision
from site_builder.adapters.memory import nothing_thrown_away
from site_builder.adapters.project import ProjectError
from site_builder.collection import read_as_it_was
from site_builder.content.source import SourceText
from site_builder.reports.effect import Effect, effect_of
from site_builder.reports.promises import with_promises
from site_builder.reports.snapshot import Snapshot

if TYPE_CHECKING:
    from datetime import date

    from site_builder.adapters.git_revision import Revision
    from site_builder.adapters.project import Project
    from site_builder.collection import Collection
    from site_builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Comparison:
    """The problems of the collection and of the change to it, and its effect; ``note`` says what is less than sure."""

    problems: tuple[Problem, ...]
    effect: Effect
    note: str


def compare(project: Project, collection: Collection, today: date, name: str) -> Comparison:
    """Compare a collection with the revision of this name. Raises RevisionError."""
    revision = git_revision.find(project, name)
    notes = [revision.note] if revision.note else []
    try:
        project_before = revision.project(project)
    except ProjectError as error:
        project_before = project
        notes.append(f"today's settings are used for '{name}' too, because the earlier ones cannot be used: {error}")
    before = _snapshot_of(revision, project_before, collection, today)
    text = (project.root / project.configuration).read_text("utf-8-sig")
    settings, site, register = project.settings, project.site, project.register
    after = Snapshot(collection, settings, site, register, today, SourceText(project.configuration, text))
    with nothing_thrown_away():
        problems = with_promises(before, after, collection.problems)
        return Comparison(problems, effect_of(before, after, name, revision.commit), "; ".join(notes))


def _snapshot_of(revision: Revision, project: Project, now: Collection, today: date) -> Snapshot:
    tree = revision.tree(project)
    with nothing_thrown_away():
        collection = read_as_it_was(tree, project.settings, project.register, now)
    text = SourceText(project.configuration, "")
    return Snapshot(collection, project.settings, project.site, project.register, today, text)
