import pytest

from app.notices import Notice
from app.orders import Status, TransitionError
from app.service import OrderService


def test_placing_an_order_prices_it_and_gives_a_receipt(service: OrderService) -> None:
    order, receipt = service.place(" ada ", {"BK-1": 5})
    assert order.customer == "ada"
    assert str(order.discount) == "3.11"
    assert service.by_receipt(receipt) == order


def test_an_order_needs_a_customer(service: OrderService) -> None:
    with pytest.raises(ValueError, match="customer"):
        service.place("  ", {"BK-1": 1})


def test_moving_an_order_is_stored(service: OrderService) -> None:
    order, _ = service.place("ada", {"MG-1": 1})
    service.move(order.number, Status.PAID)
    assert service.get(order.number).status is Status.PAID


def test_an_order_cannot_be_shipped_before_it_is_paid(service: OrderService) -> None:
    order, _ = service.place("ada", {"MG-1": 1})
    with pytest.raises(TransitionError):
        service.move(order.number, Status.SHIPPED)
    assert service.get(order.number).status is Status.PLACED


def test_notices_wait_until_they_are_delivered(service: OrderService, sent: list[Notice]) -> None:
    order, _ = service.place("ada", {"MG-1": 1})
    service.move(order.number, Status.PAID)
    assert sent == []
    assert service.deliver_notices() == 2
    assert [notice.event for notice in sent] == ["placed", "paid"]


def test_orders_of_a_customer(service: OrderService) -> None:
    first, _ = service.place("ada", {"MG-1": 1})
    service.place("bob", {"MG-1": 1})
    assert service.of_customer("ada") == [first]
