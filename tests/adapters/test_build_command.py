"""`stories build` as it is typed; tests/site looks at what it makes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from site_builder.adapters import building
from tests.adapters.projects import AS_OF, run

if TYPE_CHECKING:
    import pytest

    from tests.adapters.projects import Folder


def test_what_an_earlier_build_left_and_nobody_can_remove_is_reported(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = "'site.building-x' is left over from another build and cannot be removed: Permission denied"

    def made(*_: Any, **__: Any) -> SimpleNamespace:
        return SimpleNamespace(left=(left,), site=folder.root / "site")

    monkeypatch.setattr(building, "replace_site", made)

    result = run("build", *AS_OF)

    assert (result.exit_code, result.stderr) == (0, f"{left}\n")
    assert result.stdout == f"The site is in {folder.root / 'site'}\n"
