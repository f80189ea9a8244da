"""A project of made-up packages, each with a newer release, and the files of `.ci` that install it."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]

# Builds the made-up project and the made-up feedgen, and leaves its own version in what it has built, and a link to the place.
BACKEND = """
import os, tomllib, zipfile
from pathlib import Path

def build_wheel(folder, config_settings=None, metadata_directory=None):
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(Path(folder, f"{name}-{version}-py3-none-any.whl"), "w") as wheel:
        wheel.writestr(f"built_{name}.txt", "setuptools VERSION")
        if name == "made_up":
            wheel.writestr(f"_editable_impl_{name}.pth", os.getcwd())
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return f"{name}-{version}-py3-none-any.whl"

build_editable = build_wheel
"""

BUILD_SYSTEM = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'

# Name, and what it asks for. Beside these: feedgen, from source, and setuptools, which builds it.
PACKAGES = {"alpha": ["beta[fast]>=1"], "beta": ['gamma>=1; extra == "fast"'], "gamma": [], "delta": []}


def make_wheel(folder: Path, name: str, version: str, requires: Sequence[str] = (), **modules: str) -> None:
    """Write a wheel of a package that is not published anywhere."""
    info = f"{name}-{version}.dist-info"
    asks = "".join(f"Requires-Dist: {requirement}\n" for requirement in requires)
    extras = "Provides-Extra: fast\n" if any("extra" in requirement for requirement in requires) else ""
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for module, text in modules.items():
            wheel.writestr(f"{name}/{module}.py", text)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{extras}{asks}")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def make_source(folder: Path, name: str, version: str) -> None:
    """Write a package as source."""
    files = {"pyproject.toml": f'{BUILD_SYSTEM}[project]\nname = "{name}"\nversion = "{version}"\n'}
    files["PKG-INFO"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    with tarfile.open(folder / f"{name}-{version}.tar.gz", "w:gz") as archive:
        for path, text in files.items():
            entry = tarfile.TarInfo(f"{name}-{version}/{path}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))


def offer(folder: Path, version: str) -> None:
    """Put a release of every package into a folder that pip may look into."""
    folder.mkdir(exist_ok=True)
    for name, requires in PACKAGES.items():
        make_wheel(folder, name, version, requires)
    make_wheel(folder, "setuptools", version, __init__="", build_meta=BACKEND.replace("VERSION", version))
    make_source(folder, "feedgen", version)


def lock(folder: Path, *names: str, version: str = "1.0") -> str:
    """The lines of a lock file for packages in a folder."""
    lines = []
    for name in names:
        (path,) = folder.glob(f"{name}-{version}*")
        lines.append(f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    return "".join(lines)


def make_project(folder: Path, offered: Path) -> Path:
    """A project that asks for these packages, with the files of `.ci` that install it."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    site = ("alpha", "beta", "feedgen", "gamma", "setuptools")
    (folder / "requirements.lock").write_text(lock(offered, *site), "utf-8")
    (folder / "requirements-dev.lock").write_text(lock(offered, "delta", *site), "utf-8")
    (folder / "pyproject.toml").write_text(
        f'{BUILD_SYSTEM}[project]\nname = "made_up"\nversion = "1.0"\ndependencies = ["alpha>=1"]\n',
        "utf-8",
    )
    return folder


def machine(offered: Path, **more: str) -> dict[str, str]:
    """The environment of a machine whose pip looks into one folder only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": offered.as_uri()}
    return kept | pip | {"PYTHON": sys.executable, "TYPED": "make site"} | more


def script_of(folder: Path) -> ModuleType:
    """The Python part of the installation, as a module that works on the folder around it."""
    specification = importlib.util.spec_from_file_location("install", folder / ".ci" / "install.py")
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    return script
