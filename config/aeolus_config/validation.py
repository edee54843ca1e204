"""From a file's data to an Environment, or to problems told in plain words."""

from __future__ import annotations

import json

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .allowed import allowed
from .cures import cure
from .errors import KeyPath, Problem, dotted
from .model import Environment
from .nearest import did_you_mean, nearest
from .places import DISCRIMINATOR, NAME, Place, place_at, places_named, tagged_sections
from .source import Source

KEY_MARK = "[key]"
"""How pydantic marks that an error is about a key, not its value."""


def validate(source: Source, name: str) -> tuple[Environment | None, list[Problem]]:
    """Return the Environment called `name` that `source` describes, or what is wrong with it.

    Values are validated as JSON is, strictly: YAML's `17` is no text, `"2"` no number.
    """
    problems = list(source.problems)
    if NAME in source.data:
        told = source.problem(
            (NAME,), "is not written in the file: it is the file's name", "remove the line"
        )
        problems.append(told)
    text = json.dumps(source.data | {NAME: name})
    try:
        environment = Environment.model_validate_json(text, strict=True)
    except ValidationError as error:
        errors = [each for each in error.errors(include_url=False) if not _follows(each, source)]
        known = {each.path for each in problems if each.path}
        found = [_problem(each, source, name) for each in errors]
        return None, problems + [each for each in found if each.path not in known]
    return (None if problems else environment), problems


def _follows(error: ErrorDetails, source: Source) -> bool:
    """Return whether an error only follows from another that is told."""
    path, _ = _path(error["loc"], source)
    if error["type"] == "too_short":  # because entries that are wrong were not counted
        return bool(source.get(path))
    if error["type"] == "missing":  # because it is there, mistyped
        keys = place_at(path[:-1], source.data).keys
        given = source.get(path[:-1])
        return any(nearest(each, keys) == path[-1] for each in given if each not in keys)
    return False


def _problem(error: ErrorDetails, source: Source, name: str) -> Problem:
    """Return one of pydantic's errors as a Problem."""
    path, is_key = _path(error["loc"], source)
    if path == (NAME,):
        message = f"is named {name}.yaml; an environment is called by {_allowed_name()}"
        return Problem(source.file, message, "rename the file", value=None)
    if error["type"] == "extra_forbidden":
        return _unknown(path, source)
    try:
        place = place_at(path, source.data)
    except KeyError:  # a key that looks like a mark of pydantic's
        return source.problem(path, error["msg"])
    if is_key:
        names = place_at(path[:-1], source.data).names()
        spot = source.spot(path)
        return Problem(
            source.file,
            f"is named wrongly; the name must be {allowed(names)}",
            did_you_mean(str(path[-1]), names.choices),
            path,
            line=spot.line,
            column=spot.column,
        )
    return _value_problem(error, path, place, source)


def _value_problem(error: ErrorDetails, path: KeyPath, place: Place, source: Source) -> Problem:
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            told = source.problem(path, "is missing", f"add it; it must be {allowed(place)}")
        case "union_tag_not_found":
            choices = " or ".join(place.alternatives)
            path = (*path, DISCRIMINATOR)
            told = source.problem(path, "is missing", f"add {DISCRIMINATOR}: {choices}")
        case "union_tag_invalid":
            path = (*path, DISCRIMINATOR)
            tag = str(source.get(path))
            message = f"must be one of {', '.join(place.alternatives)}"
            told = source.problem(path, message, did_you_mean(tag, place.alternatives))
        case "value_error":
            told = source.problem(path, str(context["error"]))
        case "too_short":
            least = context["min_length"]
            told = source.problem(
                path, f"must have at least {least} entry", f"add {allowed(place.item())}"
            )
        case "too_long":
            most, has = context["max_length"], context["actual_length"]
            told = source.problem(path, f"has {has} entries; at most {most} fit", "remove some")
        case "format":
            told = source.problem(path, error["msg"], cure(place, path, source))
        case _:
            message = f"must be {allowed(place)}"
            told = source.problem(path, message, cure(place, path, source))
    return told


def _unknown(path: KeyPath, source: Source) -> Problem:
    """Return the problem of a key that its section does not have."""
    key, section = str(path[-1]), place_at(path[:-1], source.data)
    spot = source.spot(path)
    close = nearest(key, section.keys)
    elsewhere = [each for each in places_named(key) if each[:-1] != path[:-1]]
    advice = f"did you mean {close}?" if close else ""
    if elsewhere and not close:
        advice = f"move it to {' or '.join(dotted(each) for each in elsewhere)}"
    return Problem(
        source.file,
        f"is no key here; there are {', '.join(section.keys)}",
        advice or "remove it",
        path,
        line=spot.line,
        column=spot.column,
    )


def _path(loc: tuple[int | str, ...], source: Source) -> tuple[KeyPath, bool]:
    """Return the path in the file of pydantic's `loc`, and whether the key itself is meant."""
    if len(loc) > 1 and loc[0] in tagged_sections():
        loc = (loc[0], *loc[2:])
    if loc[-1:] != (KEY_MARK,):
        return loc, False
    given = source.get(loc[:-1])
    is_key = not (isinstance(given, dict) and KEY_MARK in given)  # somebody may call a key so
    return (loc[:-1] if is_key else loc), is_key


def _allowed_name() -> str:
    field = Environment.model_fields[NAME]
    return allowed(Place(field.annotation, tuple(field.metadata)))
