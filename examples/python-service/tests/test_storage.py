from pathlib import Path

import pytest

from app.money import Money
from app.orders import Line, Status
from app.storage import OrderStore, UnknownOrderError

LINES = (Line("BK-1", 2, Money(2490), Money(349)),)


def test_an_order_comes_back_as_it_was(store: OrderStore) -> None:
    order = store.add("ada", LINES, Money(12))
    assert store.get(order.number) == order
    assert order.lines == LINES
    assert order.discount == Money(12)


def test_numbers_go_up(store: OrderStore) -> None:
    numbers = [store.add("ada", LINES, Money(0)).number for _ in range(3)]
    assert numbers == sorted(set(numbers))


def test_a_status_is_kept(store: OrderStore) -> None:
    order = store.add("ada", LINES, Money(0))
    store.set_status(order.become(Status.PAID))
    assert store.get(order.number).status is Status.PAID


def test_orders_of_one_customer_only(store: OrderStore) -> None:
    store.add("ada", LINES, Money(0))
    store.add("bob", LINES, Money(0))
    assert [order.customer for order in store.of_customer("bob")] == ["bob"]


def test_an_unknown_number_is_named(store: OrderStore) -> None:
    with pytest.raises(UnknownOrderError, match="no order 7"):
        store.get(7)


def test_a_file_outlives_its_connection(tmp_path: Path) -> None:
    path = str(tmp_path / "orders.db")
    first = OrderStore(path)
    number = first.add("ada", LINES, Money(0)).number
    first.close()
    second = OrderStore(path)
    assert second.get(number).customer == "ada"
    second.close()
