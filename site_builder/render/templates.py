"""Templates become HTML here; the only module that knows Jinja.

In HTML everything is escaped unless a template says ``safe`` of it; a template of Markdown says ``md``, and one of
YAML ``yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import jinja2

from site_builder.content.located_yaml import written
from site_builder.render.policy import content_security_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.runtime import Context

_READ_BY_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w]+;)")


class TemplateError(Exception):
    """A template that is missing or cannot be used; the message says which, and why."""


@dataclass(frozen=True, eq=False)
class Templates:
    """The sources of all templates by their names; two of the same ``digest`` are the same."""

    sources: Mapping[str, str]
    digest: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Templates) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def render(templates: Templates, name: str, link: Callable[[str], str], values: Mapping[str, object]) -> str:
    """Return what a template makes of these values; ``link`` gives the address to write for one of the site's.

    Raises TemplateError.
    """
    try:
        return _environment(templates).get_template(name).render(values, link=link)
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"the theme has no template '{error.name}', which '{name}' needs") from None
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(
            f"the template '{error.name}' has a fault on line {error.lineno}: {error.message}"
        ) from None
    except jinja2.UndefinedError as error:
        raise TemplateError(f"the template '{name}' asks for something that does not exist: {error.message}") from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise TemplateError(f"the template '{name}' has a fault: {error}") from error


@lru_cache(maxsize=2)
def _environment(templates: Templates) -> jinja2.Environment:
    """Return what compiles the templates, each once in a process."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates.sources),
        autoescape=jinja2.select_autoescape(disabled_extensions=("md.jinja", "txt.jinja", "yml.jinja"), default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.filters["url"] = _url
    environment.filters["md"] = _markdown
    environment.filters["yaml"] = _yaml
    environment.globals["content_security_policy"] = content_security_policy
    return environment


def _markdown(text: str) -> str:
    """Return a text on one line, with nothing in it that Markdown would read."""
    return _READ_BY_MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))


def _yaml(value: object) -> str:
    """Return a value as YAML on one line."""
    return written(value, in_brackets=True)


@jinja2.pass_context
def _url(context: Context, address: str) -> str:
    return cast("Callable[[str], str]", context["link"])(address)
