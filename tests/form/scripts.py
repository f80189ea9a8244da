"""The form's scripts, given values and asked for theirs by Node.js."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.files.form_data import render
from tests import builders
from tests.builders import TODAY
from tests.making import SITE
from tests.sample import SETTINGS

ASSETS = Path(__file__).parents[2] / "overrides" / "assets"
NODE = Path(sys.prefix) / "bin" / "node"

STORY: dict[str, Any] = {
    "id": "fewer-miles-k3x9",
    "title": "Fewer miles for the bin lorries",
    "kind": "story",
    "status": "ready",
    "date": "2026-11-16",
    "summary": builders.SUMMARY,
    "councils": ["york"],
    "themes": ["digitalisation"],
    "sources": [{"title": "Report to the cabinet", "date": "2026-01-12", "url": ""}],
    "name": "fewer-miles",
    "text": builders.BODY,
}
"""A story without a fault, as the form has it."""

_RUN = """
let input = "";
for await (const chunk of process.stdin) input += chunk;
const { assets, data, today, calls } = JSON.parse(input);
const modules = {};
for (const name of ["check", "file", "councils"]) modules[name] = await import(`file://${assets}/write-${name}.js`);
const check = modules.check.makeChecker(data);
const find = modules.councils.makeFinder(data.councils, data.saysNothing);
const functions = { check: (story) => check(story, today), find, compose: (story) => modules.file.compose(story, data),
  headings: modules.check.headings, newFileUrl: (story) => modules.file.newFileUrl(story, data, today),
  pathOf: (story) => modules.file.pathOf(story, data, today), slugify: modules.file.slugify, seen: modules.file.seen,
  idOf: (name) => modules.file.idOf(name, modules.file.endOfId([0, 1, 35, 255])) };
process.stdout.write(JSON.stringify(calls.map(([name, value]) => functions[name](value))));
"""


def data(**facts: Any) -> dict[str, Any]:
    """Return what the site gives to the form; ``facts`` change what the site says of itself."""
    site = replace(SITE, repository="council/stories", **facts)
    loaded: dict[str, Any] = json.loads(render(SETTINGS, builders.register(), site, builders.ROOT)[0].content)
    return loaded


def run(calls: list[tuple[str, Any]], given: dict[str, Any] | None = None) -> list[Any]:
    """Return what the scripts answer to calls, each the name of a function and its value; one process for all."""
    question = {"assets": str(ASSETS), "data": given or data(), "today": TODAY.isoformat(), "calls": calls}
    done = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", _RUN],
        input=json.dumps(question), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
