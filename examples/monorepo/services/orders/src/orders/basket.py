"""A basket, and the invoice that it becomes."""

from dataclasses import dataclass, field

from billing.invoice import Invoice
from shop_common.money import Money


@dataclass
class Basket:
    """What a customer wants to buy, by article."""

    prices: dict[str, Money]
    counts: dict[str, int] = field(default_factory=dict)

    def put(self, article: str, count: int = 1) -> None:
        """Puts some of an article into it."""
        if article not in self.prices:
            raise KeyError(article)
        if count < 1:
            raise ValueError("at least one")
        self.counts[article] = self.counts.get(article, 0) + count

    def checkout(self, number: int) -> Invoice:
        """The invoice for all that is in it."""
        invoice = Invoice(number)
        for article, count in sorted(self.counts.items()):
            invoice.add(f"{count} x {article}", self.prices[article].times(count))
        return invoice
