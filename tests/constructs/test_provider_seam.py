"""The seam keeps the provider's import-everything `__init__` out, in Python and in Node."""

from __future__ import annotations

import subprocess
import sys

from aeolus_constructs.providers import AwsProvider


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_only_the_resources_in_use_are_imported() -> None:
    assert AwsProvider.__module__ in sys.modules
    assert 50 < sum(each.startswith("cdktf_cdktf_provider_aws.") for each in sys.modules) < 300


def test_a_provider_imported_past_the_seam_is_refused() -> None:
    done = run(
        "import sys, types; sys.modules['cdktf_cdktf_provider_aws'] = types.ModuleType('x');"
        "import aeolus_constructs"
    )
    assert done.returncode == 1
    assert "was imported before aeolus_constructs" in done.stderr


def test_node_loads_a_module_at_its_first_use() -> None:
    done = run(
        "from aeolus_constructs.providers import AwsProvider, Vpc;"
        "from cdktf import App, TerraformStack, Testing;"
        "s = TerraformStack(Testing.app(), 's'); AwsProvider(s, 'aws');"
        "Vpc(s, 'v', cidr_block='10.0.0.0/16'); print('aws_vpc' in Testing.synth(s))"
    )
    assert done.stdout.strip() == "True", done.stderr
