"""Does an environment keep to its budget?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .figures import Figures, cents


@dataclass(frozen=True)
class Verdict:
    """What a budget says of an estimate: the expected figure counts, the ceiling warns."""

    budget: Decimal
    """US dollars a month."""
    total: Figures

    @property
    def exceeded(self) -> bool:
        """Whether more is expected than the budget, to the cent."""
        return cents(self.total.expected) > self.budget

    @property
    def sentence(self) -> str:
        """What there is to say, in one line."""
        expected, ceiling = cents(self.total.expected), cents(self.total.ceiling)
        if self.exceeded:
            over = expected - self.budget
            return f"over budget: ${expected:,} expected, ${over:,} more than ${self.budget:,}"
        if ceiling > self.budget:
            return (
                f"within the budget of ${self.budget:,}; at its ceiling of ${ceiling:,} it is not"
            )
        return f"within the budget of ${self.budget:,}, even at its ceiling of ${ceiling:,}"
