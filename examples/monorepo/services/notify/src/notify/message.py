"""What a customer is told."""

from shop_common.money import Money

LONGEST = 160


def receipt(customer: str, amount: Money) -> str:
    """A line that thanks for a payment, short enough for one message."""
    name = " ".join(customer.split()) or "customer"
    text = f"Thank you, {name}: we received {amount}."
    return text if len(text) <= LONGEST else f"Thank you: we received {amount}."
