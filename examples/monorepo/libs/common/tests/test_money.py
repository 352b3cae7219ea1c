import pytest
from shop_common.money import Money, total


def test_adds_up_to_the_cent() -> None:
    assert total([Money(10), Money(5), Money(1)]) == Money(16)


def test_the_sum_of_nothing_is_zero() -> None:
    assert total([]) == Money(0)


def test_refuses_to_add_two_currencies() -> None:
    with pytest.raises(ValueError, match="USD"):
        Money(1) + Money(1, "USD")


@pytest.mark.parametrize(
    ("cents", "text"),
    [(5, "0.05 EUR"), (1234, "12.34 EUR"), (-50, "-0.50 EUR")],
)
def test_is_written_with_two_places(cents: int, text: str) -> None:
    assert str(Money(cents)) == text
