import pytest

from app.catalog import Catalog, UnknownProductError
from app.money import ZERO, Money
from app.pricing import BasketError, discount_for, price_lines


def test_lines_are_sorted_and_taxed_by_product(catalog: Catalog) -> None:
    book_tax = Money.parse("3.49")  # 7 % of 49.80
    mug_tax = Money.parse("1.89")  # 19 % of 9.95
    lines = price_lines(catalog, {"MG-1": 1, "BK-1": 2})
    assert [line.sku for line in lines] == ["BK-1", "MG-1"]
    assert [line.tax for line in lines] == [book_tax, mug_tax]


def test_an_empty_basket_is_refused(catalog: Catalog) -> None:
    with pytest.raises(BasketError, match="empty"):
        price_lines(catalog, {})


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_quantities_have_limits(catalog: Catalog, quantity: int) -> None:
    with pytest.raises(BasketError, match="1 to 99"):
        price_lines(catalog, {"BK-1": quantity})


def test_an_unknown_product_is_named(catalog: Catalog) -> None:
    with pytest.raises(UnknownProductError, match="XX-9"):
        price_lines(catalog, {"XX-9": 1})


@pytest.mark.parametrize(
    ("net", "discount"),
    [("99.99", "0.00"), ("100.00", "2.50"), ("200.00", "10.00"), ("500.00", "50.00")],
)
def test_discount_steps(net: str, discount: str) -> None:
    assert str(discount_for(Money.parse(net))) == discount


def test_no_discount_on_nothing() -> None:
    assert discount_for(ZERO) == ZERO


def test_the_catalogue_is_sorted_and_counted(catalog: Catalog) -> None:
    assert [product.sku for product in catalog] == ["BK-1", "MG-1", "PS-1"]
    assert len(catalog) == 3
