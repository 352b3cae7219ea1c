"""Amounts in whole cents, so that no sum is ever off by one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Money:
    """An amount of one currency."""

    cents: int
    currency: str = "EUR"

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.cents + other.cents, self.currency)

    def times(self, count: int) -> Money:
        """The amount for several of a kind."""
        return Money(self.cents * count, self.currency)

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        whole, part = divmod(abs(self.cents), 100)
        return f"{sign}{whole}.{part:02} {self.currency}"


def total(amounts: list[Money]) -> Money:
    """The sum; of nothing it is zero."""
    sum_so_far = Money(0, amounts[0].currency) if amounts else Money(0)
    for amount in amounts:
        sum_so_far = sum_so_far + amount
    return sum_so_far
