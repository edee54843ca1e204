"""A text with a format: what it is called and looks like, for people, and its pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True)
class Format:
    """Annotates `str`; what does not match is told by name and example, never by the pattern."""

    what: str
    """What it is, with an article: `an AMI id`."""
    example: str
    pattern: str
    """The whole text matches it, in Python and in JSON Schema alike."""
    max_length: int | None = None

    def __str__(self) -> str:
        """Return the description that an error message gives."""
        return f"{self.what}, such as {self.example}"

    def check(self, value: Any) -> str:
        """Return `value` when it is a text of this format."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            raise PydanticCustomError("format", "must be {allowed}", {"allowed": str(self)})
        if self.max_length is not None and len(value) > self.max_length:
            raise PydanticCustomError(
                "format",
                "must be {allowed}, of at most {most} characters; it has {length}",
                {"allowed": str(self), "most": self.max_length, "length": len(value)},
            )
        return value

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate by `check` alone."""
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the format in JSON Schema."""
        limit = {} if self.max_length is None else {"maxLength": self.max_length}
        return {
            "type": "string",
            "pattern": f"^({self.pattern})$",
            "examples": [self.example.strip('"')],
            **limit,
        }
