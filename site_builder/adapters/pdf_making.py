"""Making the PDFs of a site, whose pictures are read where they have just been written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from site_builder.adapters.typesetting import TypesettingError, typeset
from site_builder.files.artifact import Artifact
from site_builder.files.pdfs import all_pdfs
from site_builder.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from site_builder.build import Build
    from site_builder.files.pdfs import Pdf, PrintLook, Typesetting


class PdfError(Exception):
    """A PDF that cannot be made; the message says whose, why, and the way out."""


def pdf_tasks(build: Build, look: PrintLook, pictures: Mapping[str, bytes], folder: Path) -> Iterator[Task]:
    """Yield what makes the PDFs; ``folder`` is that of the site, with all its pictures."""
    for pdf in all_pdfs(build, look, pictures):
        yield Task(pdf.address, pdf.key, partial(_job, pdf, folder))


def _job(pdf: Pdf, folder: Path) -> partial[tuple[Artifact, ...]]:
    return partial(make, pdf.address, pdf.name, pdf.write(), folder)


def make(address: str, name: str, typesetting: Typesetting, folder: Path) -> tuple[Artifact, ...]:
    """Return a PDF as a file. Raises PdfError."""
    try:
        return (Artifact(address, typeset(typesetting, folder)),)
    except TypesettingError as error:
        raise PdfError(
            f"the PDF of {name} cannot be made: {error}; until that is fixed, 'pdf: false' in mkdocs.yml builds "
            "the site without PDFs"
        ) from None
