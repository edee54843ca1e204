"""What nodes install, put into the environment's bucket by the deploy itself."""

from __future__ import annotations

from cdktf import ITerraformDependable, Precondition, TerraformResourceLifecycle
from constructs import Construct

from aeolus_node.bundle import Architecture, EnvironmentBundles, NodeBundle
from aeolus_node.bundle.digest import digest

from .providers import S3Object
from .storage import Storage


class Artefacts(Construct):
    """An `aws_s3_object` for each node bundle, encrypted by the environment's key.

    There is one for each architecture, and more for workers with requirements of their own.

    Its key tells its content. A new one is there before the old one goes, and that goes last: what
    is launched during a deploy finds the bundle that its user data names. It is uploaded from the
    output folder of the synth; a stack that was synthesized without bundles cannot be planned.
    """

    def __init__(
        self, scope: Construct, id_: str, *, storage: Storage, bundles: EnvironmentBundles
    ) -> None:
        """Upload `bundles` below the artefacts' prefix of `storage`."""
        super().__init__(scope, id_)
        self._storage, self._bundles = storage, bundles
        self.ready: list[ITerraformDependable] = [
            self._upload(bundle, requirements)
            for requirements, each in bundles.items()
            for bundle in each.values()
        ]

    def key(self, architecture: Architecture, requirements: tuple[str, ...] = ()) -> str:
        """Return the key of the bundle for `architecture`, with `requirements` of its own."""
        sha256 = self.sha256(architecture, requirements)
        return f"{self._storage.artefacts_prefix}{sha256}/{architecture}.tar.zst"

    def url(self, architecture: Architecture) -> str:
        """Return where the AWS command line finds most nodes' bundle for `architecture`."""
        return f"s3://{self._storage.bucket_name}/{self.key(architecture)}"

    def sha256(self, architecture: Architecture, requirements: tuple[str, ...] = ()) -> str:
        """Return the hexadecimal SHA-256 of the bundle that `key` is for."""
        return self._bundles[requirements][architecture].sha256

    def _upload(self, bundle: NodeBundle, requirements: tuple[str, ...]) -> S3Object:
        # Named by what it is for, not for whom: of groups that swap names nothing is uploaded.
        kind = [digest(*requirements)[:8]] if requirements else []
        source = f"${{path.module}}/../../{bundle.placed}"
        return S3Object(
            self,
            "-".join([bundle.architecture, *kind]),
            bucket=self._storage.bucket_name,
            key=self.key(bundle.architecture, requirements),
            source=source,
            # Of an object that KMS encrypts, S3's own tag is no hash of the content.
            source_hash=bundle.sha256,
            content_type="application/zstd",
            kms_key_id=self._storage.encryption_key.arn,
            lifecycle=TerraformResourceLifecycle(
                create_before_destroy=True,
                precondition=[
                    Precondition(
                        condition=f'${{fileexists("{source}")}}',
                        error_message="The node bundle is not there: this was synthesized to be "
                        "read (AEOLUS_NODE_BUNDLE=unbuilt), not to be deployed.",
                    )
                ],
            ),
            # Waits for bucket and key alone: what it waits for is made before it is destroyed, too
            # (Terraform, "The lifecycle Meta-Argument"), and a bucket's versioning, which a stopped
            # deploy left half made, would come before its predecessor's end, which suspends it.
        )
