import pytest

from app.money import Money
from app.orders import TRANSITIONS, Line, Order, Status, TransitionError


def make_order(status: Status = Status.PLACED) -> Order:
    lines = (Line("BK-1", 2, Money(2490), Money(349)), Line("MG-1", 1, Money(995), Money(189)))
    return Order(1, "ada", lines, discount=Money(100), status=status)


def test_total_is_net_and_tax_without_the_discount() -> None:
    order = make_order()
    assert (order.net, order.tax) == (Money(5975), Money(538))
    assert order.total == Money(6413)


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        (current, wanted)
        for current, allowed in TRANSITIONS.items()
        for wanted in sorted(allowed, key=str)
    ],
)
def test_allowed_transitions(current: Status, wanted: Status) -> None:
    assert make_order(current).become(wanted).status is wanted


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.REFUNDED])
def test_an_order_at_its_end_stays_there(status: Status) -> None:
    with pytest.raises(TransitionError, match=f"is {status.value} cannot become paid"):
        make_order(status).become(Status.PAID)


def test_a_change_makes_a_new_order() -> None:
    order = make_order()
    order.become(Status.PAID)
    assert order.status is Status.PLACED
