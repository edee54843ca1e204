"""CDKTF constructs for an Apache Airflow cluster on AWS, one construct a file."""

from . import provider_seam

# Before any module of this package can import the provider's bindings.
provider_seam.install()
