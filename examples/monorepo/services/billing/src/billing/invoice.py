"""An invoice: lines, their sum, and a number that is never used twice."""

from dataclasses import dataclass, field

from shop_common.money import Money, total


@dataclass
class Invoice:
    """What a customer has to pay."""

    number: int
    lines: list[tuple[str, Money]] = field(default_factory=list)

    def add(self, text: str, amount: Money) -> None:
        """Adds a line; a line that takes money away says so in its text."""
        if amount.cents < 0 and "refund" not in text.lower():
            raise ValueError(f"{text!r} is negative and no refund")
        self.lines.append((text, amount))

    def sum(self) -> Money:
        """What all lines come to."""
        return total([amount for _, amount in self.lines])


def next_number(issued: list[int]) -> int:
    """The number after the highest that was issued."""
    return max(issued, default=0) + 1
