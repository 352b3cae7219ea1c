"""Money as whole cents, so that sums are exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in cents of one currency; negative for refunds."""

    cents: int

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read ``12.34``; more than two decimals are refused, as they cannot be paid."""
        try:
            amount = Decimal(text)
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {text!r}") from error
        cents = amount * 100
        if not amount.is_finite() or cents != cents.to_integral_value():
            raise ValueError(f"not an amount in cents: {text!r}")
        return cls(int(cents))

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def times(self, quantity: int) -> Money:
        """The amount for so many pieces."""
        return Money(self.cents * quantity)

    def percent(self, rate: Decimal) -> Money:
        """So many per cent of it, rounded half to even, so that rounding favours nobody."""
        share = (Decimal(self.cents) * rate / 100).quantize(Decimal(1), ROUND_HALF_EVEN)
        return Money(int(share))

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{sign}{whole}.{cents:02d}"


ZERO = Money(0)
