"""What a single node is told of what it takes for itself."""

from __future__ import annotations

from aeolus_agent import places
from aeolus_agent.description import Lasting, NodeDescription


def described() -> tuple[NodeDescription, Lasting]:
    """Return this node, and what outlives it. Raises OSError where it has nothing of the kind."""
    node = NodeDescription.loads(places.NODE.read_text())
    if node.lasting is None:
        raise OSError(f"{places.NODE} tells of no data volume: this is no single node")
    return node, node.lasting
