from decimal import Decimal

import pytest

from app.money import ZERO, Money


@pytest.mark.parametrize(
    ("text", "cents"), [("0", 0), ("12.34", 1234), ("5", 500), ("-0.05", -5), ("1e2", 10_000)]
)
def test_parse(text: str, cents: int) -> None:
    assert Money.parse(text) == Money(cents)


@pytest.mark.parametrize("text", ["", "abc", "0.001", "NaN", "Infinity"])
def test_parse_refuses_what_cannot_be_paid(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse(text)


def test_sums_are_exact() -> None:
    assert sum([Money.parse("0.10")] * 3, ZERO) == Money.parse("0.30")


def test_percent_rounds_half_to_even() -> None:
    assert Money(50).percent(Decimal(1)) == ZERO
    assert Money(150).percent(Decimal(1)) == Money(2)
    assert Money(250).percent(Decimal(1)) == Money(2)


def test_text_has_two_decimals_and_a_sign() -> None:
    assert [str(Money(cents)) for cents in (0, 5, 1234, -5)] == ["0.00", "0.05", "12.34", "-0.05"]


def test_amounts_are_ordered() -> None:
    assert Money(1) < Money(2) <= Money(2)
