"""Looking a place up in the model by its path in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .errors import KeyPath
from .model import Environment

NAME = "name"
"""The one key of the model that is not written in the file."""

DISCRIMINATOR = "source"
"""The key that picks between alternative sections (`dags`)."""


@dataclass(frozen=True)
class Place:
    """What the model holds at a path: a type, what limits it, and the key it is under."""

    annotation: Any
    metadata: tuple[Any, ...] = ()
    key: str = ""

    @property
    def keys(self) -> dict[str, FieldInfo]:
        """The keys that a section has; none for a value."""
        fields = self.annotation.model_fields if _is_model(self.annotation) else {}
        return {key: field for key, field in fields.items() if key != NAME}

    @property
    def alternatives(self) -> dict[str, Any]:
        """The models of a section that comes in several shapes, by their discriminator."""
        is_union = get_origin(self.annotation) is Union
        models = [each for each in get_args(self.annotation) if is_union and _is_model(each)]
        return {
            value: model
            for model in models
            for value in get_args(model.model_fields[DISCRIMINATOR].annotation)
        }

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of an enumeration, or none."""
        if isinstance(self.annotation, type) and issubclass(self.annotation, Enum):
            return tuple(str(each.value) for each in self.annotation)
        is_literal = get_origin(self.annotation) is Literal
        return tuple(str(each) for each in get_args(self.annotation)) if is_literal else ()

    @property
    def is_list(self) -> bool:
        """Whether a list is wanted."""
        return get_origin(self.annotation) is tuple

    @property
    def is_table(self) -> bool:
        """Whether a section is wanted whose keys the user names."""
        return get_origin(self.annotation) is dict

    def item(self) -> Place:
        """Return the place of a list's entries or of a table's values."""
        arguments = get_args(self.annotation)
        return _place(arguments[0] if self.is_list else arguments[1], key=self.key)

    def names(self) -> Place:
        """Return the place of a table's keys."""
        return _place(get_args(self.annotation)[0])


def place_at(path: KeyPath, data: Any) -> Place:
    """Return the place at `path`, where `data` (the file's) picks between alternatives.

    Raises KeyError when a section has no such key.
    """
    place = Place(Environment)
    for step in path:
        place = _below(place, step)
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        source = data.get(DISCRIMINATOR) if isinstance(data, dict) else None
        if isinstance(source, str) and source in place.alternatives:
            place = Place(place.alternatives[source], key=place.key)
    return place


def places_named(key: str) -> Iterator[KeyPath]:
    """Yield the paths of the keys called `key` that lie in a section of the file."""
    for section, field in Environment.model_fields.items():
        if key in _place(field.annotation).keys:
            yield (section, key)


def tagged_sections() -> set[str]:
    """Return the sections that come in several shapes."""
    return {key for key, field in Environment.model_fields.items() if field.discriminator}


def _below(place: Place, step: str | int) -> Place:
    if place.keys:
        field = place.keys[str(step)]
        return _place(field.annotation, tuple(field.metadata), key=str(step))
    return place.item()


def _place(annotation: Any, metadata: tuple[Any, ...] = (), key: str = "") -> Place:
    """Return a Place with `Annotated` and `| None` taken off."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = (*metadata, *more)
        elif get_origin(annotation) in (Union, UnionType):
            rest = tuple(each for each in get_args(annotation) if each is not NoneType)
            annotation = Union[rest]  # noqa: UP007 - made of a tuple
            if len(rest) > 1:
                return Place(annotation, metadata, key)
        else:
            return Place(annotation, metadata, key)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
