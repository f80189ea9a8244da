from __future__ import annotations

from itertools import permutations

from site_builder.problems import Problem, Severity, in_reading_order

IN_ORDER = (
    Problem("a.md", 1, 2, Severity.ERROR, "b", "x"),
    Problem("a.md", 2, 1, Severity.ERROR, "b", "x"),
    Problem("a.md", 2, 1, Severity.ERROR, "c", "x"),
    Problem("a.md", 2, 1, Severity.WARNING, "a", "x"),
    Problem("a.md", 10, 1, Severity.ERROR, "b", "x"),
    Problem("b.md", 1, 1, Severity.ERROR, "b", "x"),
)


def test_problems_are_read_by_file_and_then_from_top_to_bottom() -> None:
    for order in permutations(IN_ORDER):
        assert in_reading_order(order) == IN_ORDER


def test_a_problem_is_reported_once() -> None:
    assert in_reading_order([*IN_ORDER, *IN_ORDER]) == IN_ORDER


def test_only_errors_keep_the_site_from_being_built() -> None:
    assert [problem.is_error for problem in IN_ORDER] == [True, True, True, False, True, True]
