"""The JSON Schema of an environment file, for completion and checks in an editor.

`python -m aeolus_config.schema` writes it to `config/environment.schema.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .model import Environment
from .places import NAME

PATH = Path(__file__).parents[1] / "environment.schema.json"


def schema() -> dict[str, Any]:
    """Return the schema of what may stand in a file: the model without the name."""
    described = Environment.model_json_schema()
    described["properties"].pop(NAME)
    described["required"].remove(NAME)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
