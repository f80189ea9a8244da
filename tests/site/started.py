"""Three sites as `stories init` starts them: of councils, of a network with places of its own, and one without places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner

from site_builder.adapters import building
from site_builder.adapters.commandline import main
from site_builder.adapters.project import load_project
from tests.builders import TODAY, story_text
from tests.pictures import gradient, saved
from tests.site.projects import Site, write

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = """\
slug,name,short_name,region,lat,lon,also,website
tyne-valley,Tyne Valley Fire and Rescue Service,Tyne Valley,North,54.9,-1.6,TVFRS,https://tyne.example/
south-moor,South Moor Fire Service,South Moor,South,50.6,-3.9,,
"""


@dataclass(frozen=True)
class Instance:
    """A site to be: the answers that it starts with, and what its first story says of where it happened."""

    answers: tuple[str, ...]
    places: tuple[str, ...] | None = None

    @property
    def url(self) -> str:
        return self.answers[3]


STARTED = {
    "councils": Instance(
        ("--name", "Co-operative stories", "--address", "https://co-operative.example/", "--colour", "150",
         "--pieces", "2", "--stories", "12", "--by", "2027-09-30"),
        ("york", "suffolk-coastal"),
    ),
    "network": Instance(
        ("--name", "Fire & rescue: what works", "--address", "https://network.example/fire", "--register", "services.csv",
         "--called", "service, services", "--themes", "prevention, response", "--colour", "#8a1f11", "--logo", "logo.png",
         "--pieces", "1", "--every-months", "3"),
        ("tyne-valley",),
    ),
    "without-places": Instance(
        ("--name", "Iechyd Da", "--address", "https://health.example/", "--register", "none", "--themes", "at home"),
    ),
}  # fmt: skip


def start(name: str, folder: Path) -> Path:
    """Start a site below a folder, add its first story, and return its mkdocs.yml."""
    instance = STARTED[name]
    write(folder, {"services.csv": SERVICES, "logo.png": saved(gradient(80, 40), "PNG")})
    answers = [str(folder / answer) if answer.endswith((".csv", ".png")) else answer for answer in instance.answers]
    result = CliRunner().invoke(main, ["init", str(folder / "site"), *answers, "--as-of", TODAY.isoformat()])
    assert result.exit_code == 0, result.stderr
    project = load_project(folder / "site" / "mkdocs.yml")
    (first, *_) = project.settings.vocabularies.themes
    places = None if instance.places is None else list(instance.places)
    story = story_text(id="first-story", title="Our first story", councils=places, themes=[first.name], original=True)
    write(project.folder, {"2026/first-story.md": story})
    return project.root / "mkdocs.yml"


def make(name: str, folder: Path) -> Site:
    """Return the site of an instance, built below a folder."""
    project = load_project(start(name, folder))
    log: list[str] = []
    site = Site(project.site_dir, log)
    building.make_site(project, TODAY, site.folder, lambda _level, line: log.append(line), with_search=False)
    return site
