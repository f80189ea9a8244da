"""The checkers of pages are fetched by version and sum, from wherever each machine has its packages."""

from __future__ import annotations

import json

from tests.adapters.projects import REPOSITORY


def test_the_lock_of_npm_has_a_sum_for_each_package_and_no_address() -> None:
    lock = json.loads((REPOSITORY / "tests" / "npm" / "package-lock.json").read_text("utf-8"))
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert set(packages) >= {"node_modules/axe-core", "node_modules/vnu-jar"}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "://" not in json.dumps(lock)
