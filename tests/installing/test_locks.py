"""The lock files name all that is needed, so that nobody has to work anything out when it is installed."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import metadata
from itertools import product
from typing import TYPE_CHECKING

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.installing.made_up import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
SITE = [*PROJECT["project"]["dependencies"], *GROUPS["build"], *PROJECT["build-system"]["requires"]]
WANTED = {"requirements.lock": SITE, "requirements-dev.lock": [*SITE, *GROUPS["dev"]]}

# Debian 12's Python is the oldest that is used. Windows counts only because the locks apply to it too.
PYTHONS = ("3.11.2", "3.11.14", "3.12.12", "3.13.9", "3.14.0")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)


def machines() -> Iterator[dict[str, str]]:
    """This machine, and the others that the project is made for."""
    here = {name: str(value) for name, value in default_environment().items()}
    yield here
    for python, system in product(PYTHONS, SYSTEMS):
        short = python.rpartition(".")[0]
        yield here | system | {"python_full_version": python, "python_version": short, "implementation_version": python}


@dataclass(frozen=True)
class Locked:
    """One package in a lock file."""

    name: str
    version: Version
    marker: Marker | None

    def applies(self, machine: dict[str, str]) -> bool:
        return self.marker is None or self.marker.evaluate(machine)


def read(text: str) -> list[Locked]:
    lines = re.findall(r"^([^\s#]\S*)==(\S+)(?: ; (.+?))? \\$", text, re.MULTILINE)
    assert len(lines) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    return [Locked(name, Version(version), Marker(marker) if marker else None) for name, version, marker in lines]


@functools.cache
def asked_by(name: str) -> tuple[Requirement, ...]:
    """What a package asks for. Where a lock has two versions of it, the one that is installed speaks for both."""
    return tuple(Requirement(text) for text in metadata.requires(name) or ())


def follow(wanted: Sequence[str], lock: Sequence[Locked], machine: dict[str, str]) -> tuple[set[str], list[str]]:
    """The names of all packages that a machine needs, with what their extras add, and what the lock lacks of them."""
    needed, lacking = set[str](), list[str]()
    seen = set[tuple[str, str]]()
    todo = [(Requirement(text), "") for text in wanted]
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate(machine | {"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        versions = [locked.version for locked in lock if locked.name == name and locked.applies(machine)]
        if len(versions) != 1 or not requirement.specifier.contains(versions[0], prereleases=True):
            lacking.append(f"{requirement} on {machine['sys_platform']} with Python {machine['python_full_version']}")
            continue
        needed.add(name)
        new = {(name, each) for each in ("", *requirement.extras)} - seen
        seen |= new
        todo += [(asked, each) for _, each in new for asked in asked_by(name)]
    return needed, lacking


@pytest.mark.parametrize("name", WANTED)
def test_the_lock_has_all_that_is_asked_for_and_no_more(name: str) -> None:
    lock = read((ROOT / name).read_text("utf-8"))

    answers = [follow(WANTED[name], lock, machine) for machine in machines()]

    assert [text for _, lacking in answers for text in lacking] == []
    assert set().union(*(needed for needed, _ in answers)) == {locked.name for locked in lock}


def test_a_package_that_only_another_one_asks_for_would_be_missed() -> None:
    text = (ROOT / "requirements-dev.lock").read_text("utf-8")
    wanted = WANTED["requirements-dev.lock"]
    here = next(machines())
    lock = [locked for locked in read(text) if locked.name != "coverage"]

    assert any(lacking.startswith("coverage[toml]") for lacking in follow(wanted, lock, here)[1])


def test_both_locks_name_the_same_versions() -> None:
    site, dev = (set(re.findall(r"^\S+==.*", (ROOT / name).read_text("utf-8"), re.MULTILINE)) for name in WANTED)

    assert site < dev


def test_the_constraints_in_the_package_are_the_versions_of_the_lock() -> None:
    lines = (ROOT / "site_builder" / "data" / "constraints.txt").read_text("utf-8").splitlines()

    assert read("".join(f"{line} \\\n" for line in lines)) == read((ROOT / "requirements.lock").read_text("utf-8")), (
        "type: make lock"
    )


def test_every_package_has_its_hashes() -> None:
    for name in WANTED:
        blocks = re.split(r"^(?=[^\s#])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_what_is_installed_here_is_what_the_lock_names() -> None:
    here = next(machines())
    lock = read((ROOT / "requirements-dev.lock").read_text("utf-8"))

    wrong = {
        locked.name: metadata.version(locked.name)
        for locked in lock
        if locked.applies(here) and Version(metadata.version(locked.name)) != locked.version
    }

    assert wrong == {}
