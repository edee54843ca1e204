"""A metastore as RDS has it, asked from a machine in its VPC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from aeolus_agent import description
from aeolus_agent.database import Session
from aeolus_agent.migrate.results import make_result_backend
from aeolus_sandbox.network import namespaces
from aeolus_sandbox.services.rds.databases import Databases
from sandbox.services.rds.conftest import Place
from support.services import CA, running

OWNER = "open sesame"
T = TypeVar("T")


@dataclass
class Metastore:
    """A DB instance, asked from a machine in its VPC."""

    place: Place
    host: str

    def __post_init__(self) -> None:
        """Find a place to ask from."""
        self.client = self.place.world.someone("client", self.place.subnets[0], self.place.clients)
        self.address = str(self.place.node("meta").address)
        self.metadata = description.Database(self.host, 5432, "airflow", "airflow")
        self.results = description.Database(self.host, 5432, "airflow_results", "airflow_results")

    def within(self, action: Callable[[], T]) -> T:
        """Return what an action does in the client's network."""
        return namespaces.within(self.client.namespace, action)

    def session(self, database: description.Database, login: str) -> Session:
        """Connect as a role, `name` or `name:password`, with the server's name verified."""
        trusted = self.client.root / CA.lstrip("/")
        query = f"hostaddr={self.address}&sslmode=verify-full&sslrootcert={trusted}"
        url = f"postgresql+psycopg2://{login}@{self.host}:5432/{database.name}?{query}"
        return self.within(lambda: Session(url))

    def owner(self) -> Session:
        """Connect as the owner of the metadata."""
        return self.session(self.metadata, f"airflow:{OWNER.replace(' ', '%20')}")

    def make_results(self, password: str) -> None:
        """Make the result backend's role and database."""
        session = self.owner()
        make_result_backend(session, self.metadata, self.results, password)
        session.close()


@contextmanager
def metastores(directory: Path) -> Iterator[Metastore]:
    """Make a metastore that is empty; take it down afterwards."""
    with running(directory, "rds", Databases) as (world, databases):
        place = Place(world, databases)
        host = place.create(
            "meta", MasterUsername="airflow", MasterUserPassword=OWNER, DBName="airflow"
        )
        yield Metastore(place, host)
