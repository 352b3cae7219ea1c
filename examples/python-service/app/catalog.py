"""What can be bought, and for how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.money import Money


class UnknownProductError(LookupError):
    """A product that the catalogue does not have."""

    def __init__(self, sku: str) -> None:
        super().__init__(f"no product {sku!r}")
        self.sku = sku


@dataclass(frozen=True, slots=True)
class Product:
    """One thing on sale, with the tax rate in per cent."""

    sku: str
    name: str
    price: Money
    tax_rate: Decimal = Decimal(19)


class Catalog:
    """Products by their number."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self._products = {product.sku: product for product in products}

    def find(self, sku: str) -> Product:
        """The product of that number, or :class:`UnknownProductError`."""
        try:
            return self._products[sku]
        except KeyError:
            raise UnknownProductError(sku) from None

    def __iter__(self) -> Iterator[Product]:
        return iter(sorted(self._products.values(), key=lambda product: product.sku))

    def __len__(self) -> int:
        return len(self._products)


def default_catalog() -> Catalog:
    """The catalogue the service starts with."""
    return Catalog(
        [
            Product("BK-1", "Book", Money.parse("24.90"), Decimal(7)),
            Product("MG-1", "Mug", Money.parse("9.95")),
            Product("PS-1", "Poster", Money.parse("14.00")),
        ]
    )
