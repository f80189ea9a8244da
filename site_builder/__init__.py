r"""Innovation Stories: a collection of stories as values, checked, planned and ready for any output.

The names below are what other programs may rely on. They need no site engine and read neither disk nor clock:
a ``Tree`` of files goes in, a ``Collection`` of stories and problems comes out, and *today* is an argument.

>>> from datetime import date
>>> settings = parse_settings({"vocabularies": {"themes": ["digitalisation"]}})
>>> text = b"---\nid: first-story\ntitle: The first story\nstatus: idea\n---\n"
>>> tree = Tree("stories", (RawFile("stories/2026/first.md", text),))
>>> collection = read_collection(tree, settings, Register([]), today=date(2026, 11, 21))
>>> [story.title for story in collection.stories], collection.problems
(['The first story'], ())

A project on disk, with its ``mkdocs.yml`` and the register of councils, comes from
``site_builder.adapters.project.load_project``.
"""

from site_builder.collection import Collection, read_collection
from site_builder.content.front_matter_model import FrontMatterModel, Kind, Status
from site_builder.content.page import Page
from site_builder.content.register import Council, Register, parse_register
from site_builder.content.source import RawFile, Tree
from site_builder.content.story import State, Story
from site_builder.content.vocabulary import Taxonomy, Term, Vocabulary
from site_builder.problems import Problem, Severity
from site_builder.programme.libraries import Library
from site_builder.programme.milestones import Milestone
from site_builder.programme.plan import (
    Counts,
    Period,
    PeriodProgress,
    PeriodState,
    Plan,
    PlanProgress,
    PlanStatus,
    Quota,
    Target,
    TargetProgress,
    Waiver,
    periods,
    progress,
)
from site_builder.programme.schedule import Change, Reason, next_changes
from site_builder.settings import OptionFault, Settings, SettingsError, parse_settings

__all__ = [
    "Change",
    "Collection",
    "Council",
    "Counts",
    "FrontMatterModel",
    "Kind",
    "Library",
    "Milestone",
    "OptionFault",
    "Page",
    "Period",
    "PeriodProgress",
    "PeriodState",
    "Plan",
    "PlanProgress",
    "PlanStatus",
    "Problem",
    "Quota",
    "RawFile",
    "Reason",
    "Register",
    "Settings",
    "SettingsError",
    "Severity",
    "State",
    "Status",
    "Story",
    "Target",
    "TargetProgress",
    "Taxonomy",
    "Term",
    "Tree",
    "Vocabulary",
    "Waiver",
    "next_changes",
    "parse_register",
    "parse_settings",
    "periods",
    "progress",
    "read_collection",
]
