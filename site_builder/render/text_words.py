"""What the engine adds to the texts of editors: names of alerts, and what is read aloud of boxes, notes and tables."""

from __future__ import annotations

from site_builder.content.document import Alert

ALERTS = {
    Alert.NOTE: "Note",
    Alert.TIP: "Tip",
    Alert.IMPORTANT: "Important",
    Alert.WARNING: "Warning",
    Alert.CAUTION: "Caution",
}
DETAILS = "Details"
"""The summary of details that have none, as browsers show it."""
DONE, TO_DO = "Done", "To do"
LINK_TO_SECTION = "Link to this section"


def footnote(number: int) -> str:
    """Return the name of the link to a footnote."""
    return f"Footnote {number}"


def back_to_footnote(number: int, occurrence: int) -> str:
    """Return the name of the link back from a footnote, to its first reference or a later one."""
    return f"Back to footnote {number} in the text" + (f" ({occurrence})" if occurrence > 1 else "")


def table(heading: str) -> str:
    """Return the name of a table below a heading, which may be empty."""
    return f"Table: {heading}" if heading else "Table"
