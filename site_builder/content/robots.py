"""Which programs are robots: a list that many keep together. The only module that knows it."""

from __future__ import annotations

from functools import lru_cache

from crawleruseragents import is_crawler


@lru_cache(maxsize=4096)
def is_robot(agent: str) -> bool:
    """Whether the name that a program gives itself is that of a robot; one without a name is taken for one."""
    return agent in {"", "-"} or bool(is_crawler(agent))
