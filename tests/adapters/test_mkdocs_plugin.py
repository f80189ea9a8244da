"""The plugin as an engine calls it; tests/site builds whole sites with it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, cast

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from site_builder.adapters.mkdocs_plugin import StoriesPlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from tests.adapters.projects import Folder


def configured(folder: Folder, port: int = 8000) -> MkDocsConfig:
    """Return the configuration of a project as MkDocs reads it."""
    options = {"site_dir": str(folder.root / "site"), "dev_addr": f"127.0.0.1:{port}"}
    return load_config(str(folder.root / "mkdocs.yml"), **options)


def test_wrong_options_are_reported_as_errors_of_the_engine() -> None:
    errors, warnings = StoriesPlugin().load_config({"timezone": "Mars", "pdf": "soon"})

    assert [(option, str(error).partition(";")[0]) for option, error in errors] == [
        ("timezone", "'Mars' is not a time zone of the IANA database"),
        ("pdf", "'pdf' must be true or false, found 'soon'"),
    ]
    assert warnings == []
    assert StoriesPlugin().load_config({"timezone": "Europe/Dublin"}) == ([], [])


def test_a_link_to_a_folder_stops_the_build_before_the_engine_follows_it(folder: Folder) -> None:
    (folder.stories / "2026").mkdir()
    (folder.stories / "2026" / "loop").symlink_to("..")

    with pytest.raises(PluginError, match=r"the site was not built:\n.*stories/2026/loop"):
        StoriesPlugin().on_config(configured(folder))


def test_an_address_that_is_taken_is_reported_before_the_first_build(folder: Folder) -> None:
    plugin = StoriesPlugin()
    plugin.on_startup(command="serve", dirty=False)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PluginError, match=f"{port}"):
            plugin.on_config(configured(folder, port))


def test_a_build_that_never_began_leaves_nothing_and_cannot_end(folder: Folder) -> None:
    plugin = StoriesPlugin()

    with pytest.raises(PluginError, match="the build ended before it began"):
        plugin.on_post_build(config=configured(folder))
    plugin.on_shutdown()

    assert not (folder.root / "site").exists()


def test_an_interrupted_build_leaves_nothing_behind(folder: Folder) -> None:
    plugin = StoriesPlugin()
    plugin.on_config(configured(folder))
    before = sorted(path.name for path in folder.root.iterdir())

    plugin.on_shutdown()

    left = sorted(path.name for path in folder.root.iterdir())
    assert any(name.startswith("site.building-") for name in before)
    assert not any(name.startswith("site.building-") for name in left)


class FakeServer:
    """A server of the engine that keeps what it is told to watch."""

    def __init__(self) -> None:
        self._watched_paths: dict[str, int] = {}
        self.observer: object = None
        self.builder: object = None
        self.error_handler: object = None

    def watch(self, path: str) -> None:
        self._watched_paths[path] = 1

    def serve_request(self) -> None:
        """Answer nothing."""

    def set_app(self, application: object) -> None:
        self.application = application


@pytest.mark.parametrize(("register", "watched"), [("members.csv", ["members.csv"]), ("none", [])])
def test_a_preview_is_made_again_when_the_register_changes(register: str, watched: list[str], folder: Folder) -> None:
    (folder.root / "members.csv").write_text("slug,name\na,A\n", "utf-8")
    folder.configure(register=register)
    plugin, server = StoriesPlugin(), FakeServer()
    config = configured(folder, 0)
    plugin.on_startup(command="serve", dirty=False)
    plugin.on_config(config)
    plugin.on_serve(cast("LiveReloadServer", server), config=config, builder=print)
    plugin.on_shutdown()

    assert list(server._watched_paths) == [str(folder.root / name) for name in watched]  # noqa: SLF001 - as the engine has it
