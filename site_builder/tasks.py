"""What a site consists of: tasks that each make a few files, and know by a key whether these have been made before.

Nothing is made here. Anyone who runs the tasks may do that in any process, or take the files from an earlier run.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.files.artifact import Artifact

    Job = Callable[[], tuple[Artifact, ...]]


@dataclass(frozen=True, slots=True)
class Task:
    """Something of the site that is made in one go.

    ``key`` is a digest of all that the files depend on, except the program itself, which is the same for every task of
    a build. ``prepare`` is called where the files are not known yet; it returns a function that makes them, with its
    arguments, fit for pickling. What only that function needs is worked out then, and not for files that are known.
    """

    name: str
    key: bytes
    prepare: Callable[[], Job]


def digest(*values: object) -> bytes:
    """Return the same bytes for the same values only.

    They are pickled without the memory of what was pickled before: whether two equal texts are one object, which
    differs from run to run, then makes no difference. The values must have no set, whose order differs too. Dataclasses
    with slots are pickled much more slowly than others, so that views have none.
    """
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.fast = True
    pickler.dump(values)
    return hashlib.sha256(written.getbuffer()).digest()
