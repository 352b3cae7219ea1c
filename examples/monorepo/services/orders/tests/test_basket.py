import pytest
from orders.basket import Basket
from shop_common.money import Money

PRICES = {"book": Money(1250), "pen": Money(199)}


def test_becomes_an_invoice() -> None:
    basket = Basket(PRICES)
    basket.put("book")
    basket.put("pen", 2)
    basket.put("pen")
    assert str(basket.checkout(7).sum()) == "18.47 EUR"


def test_knows_its_articles() -> None:
    with pytest.raises(KeyError):
        Basket(PRICES).put("car")


def test_takes_at_least_one() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Basket(PRICES).put("pen", 0)
