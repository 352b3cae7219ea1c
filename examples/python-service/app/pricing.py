"""From a basket to priced lines and a discount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.catalog import Catalog
from app.money import ZERO, Money
from app.orders import Line

MAX_QUANTITY = 99

# From this net sum on, so many per cent off. Highest first.
DISCOUNTS: tuple[tuple[Money, Decimal], ...] = (
    (Money(50_000), Decimal(10)),
    (Money(20_000), Decimal(5)),
    (Money(10_000), Decimal("2.5")),
)


class BasketError(ValueError):
    """A basket that cannot be ordered."""


def price_lines(catalog: Catalog, basket: Mapping[str, int]) -> tuple[Line, ...]:
    """Price every product of a basket, sorted by its number."""
    if not basket:
        raise BasketError("the basket is empty")
    lines = []
    for sku, quantity in sorted(basket.items()):
        if not 1 <= quantity <= MAX_QUANTITY:
            raise BasketError(f"{sku}: quantity must be 1 to {MAX_QUANTITY}, not {quantity}")
        product = catalog.find(sku)
        tax = product.price.times(quantity).percent(product.tax_rate)
        lines.append(Line(sku, quantity, product.price, tax))
    return tuple(lines)


def discount_for(net: Money) -> Money:
    """What is taken off a sum: the highest step that it reaches."""
    for threshold, rate in DISCOUNTS:
        if net >= threshold:
            return net.percent(rate)
    return ZERO
