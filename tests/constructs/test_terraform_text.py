"""Text in Terraform's language: what Terraform reads is what was meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cdktf import TerraformLocal, TerraformOutput

from aeolus_constructs.terraform_text import literal, resolved_size
from support.render import render_construct
from support.terraform import terraform

TEXTS = [
    "",
    "plain",
    "two\nlines\n",
    'a "quoted" word',
    '"all in quotes"',
    "back\\slash \\n \\\\ at the end\\",
    "tab\tand return\r",
    "${variable} $${escaped} $$${twice} $",
    "${WAIT:-1} ${#array[@]}",
    "%{directive} %%{escaped} %%%{twice} 100 %",
    "größer ☃",
    '{"json": ["${x}", "%{y}", "\\n"]}',
]


def read_by_terraform(texts: list[str], folder: Path) -> list[str]:
    """Return what Terraform outputs for texts, in each of which `<X>` is an expression."""

    def build(stack: Any) -> None:
        x = TerraformLocal(stack, "x", "resolved").as_string
        for index, text in enumerate(texts):
            value = literal(text.replace("<X>", x))
            TerraformOutput(stack, f"text-{index}", value=value, static_id=True)

    rendered = render_construct(build)
    del rendered["provider"], rendered["terraform"]["required_providers"]
    (folder / "cdk.tf.json").write_text(json.dumps(rendered))
    terraform(folder, "init", "-backend=false")
    terraform(folder, "apply", "-auto-approve")
    outputs = json.loads(terraform(folder, "output", "-json"))
    return [outputs[f"text-{index}"]["value"] for index in range(len(texts))]


def test_terraform_reads_what_was_meant(tmp_path: Path) -> None:
    assert read_by_terraform(TEXTS, tmp_path) == TEXTS


def test_a_token_is_an_expression_wherever_it_stands(tmp_path: Path) -> None:
    texts = ["<X>", 'bucket="<X>" ${y} {"a": "<X>"}\n', "<X><X>", "}<X>{"]
    expected = [each.replace("<X>", "resolved") for each in texts]
    assert read_by_terraform(texts, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("größer", 8), ("a ${TfToken[TOKEN.1]} b ${TfToken[TOKEN.22]}", 205)],
)
def test_a_token_counts_as_much_as_it_may_come_to(text: str, size: int) -> None:
    assert resolved_size(text, 100) == size
