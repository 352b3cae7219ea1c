"""Orders and what may happen to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from app.money import ZERO, Money


class Status(Enum):
    """Where an order stands."""

    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


# What may follow what. An order that was cancelled or refunded is at its end.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PLACED: frozenset({Status.PAID, Status.CANCELLED}),
    Status.PAID: frozenset({Status.SHIPPED, Status.REFUNDED}),
    Status.SHIPPED: frozenset({Status.REFUNDED}),
    Status.CANCELLED: frozenset(),
    Status.REFUNDED: frozenset(),
}


class TransitionError(ValueError):
    """A change of status that is not allowed."""

    def __init__(self, current: Status, wanted: Status) -> None:
        super().__init__(f"an order that is {current.value} cannot become {wanted.value}")
        self.current = current
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Line:
    """So many pieces of one product, at the price of the day."""

    sku: str
    quantity: int
    unit_price: Money
    tax: Money

    @property
    def net(self) -> Money:
        """Without tax."""
        return self.unit_price.times(self.quantity)


@dataclass(frozen=True, slots=True)
class Order:
    """An order; every change makes a new one."""

    number: int
    customer: str
    lines: tuple[Line, ...]
    discount: Money = ZERO
    status: Status = Status.PLACED

    @property
    def net(self) -> Money:
        """The lines' sum, without tax and before the discount."""
        return sum((line.net for line in self.lines), ZERO)

    @property
    def tax(self) -> Money:
        """The lines' tax."""
        return sum((line.tax for line in self.lines), ZERO)

    @property
    def total(self) -> Money:
        """What the customer pays."""
        return self.net + self.tax - self.discount

    def become(self, status: Status) -> Order:
        """The order in another status, or :class:`TransitionError`."""
        if status not in TRANSITIONS[self.status]:
            raise TransitionError(self.status, status)
        return replace(self, status=status)
