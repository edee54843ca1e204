"""What nodes install, put into the environment's bucket by the deploy itself."""

from __future__ import annotations

from cdktf import ITerraformDependable, Precondition, TerraformResourceLifecycle
from constructs import Construct

from aeolus_node.bundle import Architecture, Bundles, NodeBundle

from .providers import S3Object
from .storage import Storage


class Artefacts(Construct):
    """An `aws_s3_object` for each architecture's node bundle, encrypted by the environment's key.

    Its key tells its content. A new one is there before the old one goes, and that goes last: what
    is launched during a deploy finds the bundle that its user data names. It is uploaded from the
    output folder of the synth; a stack that was synthesized without bundles cannot be planned.
    """

    def __init__(self, scope: Construct, id_: str, *, storage: Storage, bundles: Bundles) -> None:
        """Upload `bundles` below the artefacts' prefix of `storage`."""
        super().__init__(scope, id_)
        self._storage, self._bundles = storage, bundles
        self.ready: list[ITerraformDependable] = [self._upload(each) for each in bundles.values()]

    def key(self, architecture: Architecture) -> str:
        """Return the key of the bundle for `architecture`."""
        bundle = self._bundles[architecture]
        return f"{self._storage.artefacts_prefix}{bundle.sha256}/{architecture}.tar.zst"

    def url(self, architecture: Architecture) -> str:
        """Return where the AWS command line finds the bundle for `architecture`."""
        return f"s3://{self._storage.bucket_name}/{self.key(architecture)}"

    def sha256(self, architecture: Architecture) -> str:
        """Return the hexadecimal SHA-256 of the bundle for `architecture`."""
        return self._bundles[architecture].sha256

    def _upload(self, bundle: NodeBundle) -> S3Object:
        source = f"${{path.module}}/../../{bundle.placed}"
        return S3Object(
            self,
            bundle.architecture,
            bucket=self._storage.bucket_name,
            key=self.key(bundle.architecture),
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
