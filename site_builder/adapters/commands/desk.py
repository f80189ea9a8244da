"""What the commands share that change stories: which one is meant, and what the change has brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.adapters import terminal
from site_builder.adapters.commands.frame import fail, read_collection
from site_builder.adapters.project import ProjectError, load_project
from site_builder.content.vocabulary import Taxonomy
from site_builder.reports.naming import NamingError, find_story, short_names

if TYPE_CHECKING:
    from datetime import date

    from site_builder.adapters.project import Project
    from site_builder.collection import Collection
    from site_builder.content.story import Story


def _project_for_completion(ctx: click.Context) -> Project | None:
    """Return the project, or nothing where there is none that can be used: a shell wants no messages."""
    try:
        return load_project(ctx.params.get("config"))
    except ProjectError:
        return None


class StoryName(click.ParamType[str]):
    """The name of a story, which a shell can complete."""

    name = "story"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the short names that begin so."""
        del param
        project = _project_for_completion(ctx)
        if project is None:
            return []
        tree = project.read_tree()
        paths = [raw.path.removeprefix(f"{tree.root}/") for raw in tree.texts]
        return [click.shell_completion.CompletionItem(name) for name in short_names(paths, incomplete)]


class Name(click.ParamType[str]):
    """The name of a council or a term, which a shell can complete; whether there is one, the command says."""

    name = "name"

    def __init__(self, key: str) -> None:
        self._key = key

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the slugs of councils, or the terms of a vocabulary, that fit what is typed so far."""
        del param
        project = _project_for_completion(ctx)
        if project is None:
            return []
        typed = incomplete.casefold()
        if self._key in {taxonomy.value for taxonomy in Taxonomy}:
            names = [(term.name, term.description) for term in project.settings.taxonomies[Taxonomy(self._key)]]
            return [
                click.shell_completion.CompletionItem(n, help=d) for n, d in names if n.casefold().startswith(typed)
            ]
        return [
            click.shell_completion.CompletionItem(council.slug, help=council.name)
            for council in project.register
            if council.slug.startswith(typed)
        ]


story_argument = click.argument("story", type=StoryName())


def read_story(named: str, project: Project, today: date) -> tuple[Story, Collection]:
    """Return the story that is meant, with the collection; without one say why and exit with 2."""
    collection = read_collection(project, today)
    try:
        return find_story(named, collection, project.site.url), collection
    except NamingError as error:
        fail(str(error))


def tell_what_came(before: Collection, project: Project, today: date) -> bool:
    """Show the problems that a change has brought; return whether one of them is an error."""
    after = read_collection(project, today)
    known = {(problem.rule, problem.message) for problem in before.problems}
    new = [problem for problem in after.problems if (problem.rule, problem.message) not in known]
    if new:
        click.echo("The check now says:")
    terminal.show_problems(new, terminal.source_lines(project.folder, after.tree))
    return any(problem.is_error for problem in new)


def text_of(story: Story, collection: Collection) -> str:
    """Return the text of a story's file as it is on disk, but for a byte order mark."""
    path = f"{collection.tree.root}/{story.path}"
    return next(raw.data for raw in collection.tree.texts if raw.path == path).decode("utf-8-sig")
