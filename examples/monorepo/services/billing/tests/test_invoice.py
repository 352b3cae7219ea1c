import pytest
from billing.invoice import Invoice, next_number
from shop_common.money import Money


def test_sums_its_lines() -> None:
    invoice = Invoice(1)
    invoice.add("A book", Money(1250))
    invoice.add("Refund of a pen", Money(-250))
    assert invoice.sum() == Money(1000)


def test_refuses_a_negative_line_that_is_no_refund() -> None:
    with pytest.raises(ValueError, match="no refund"):
        Invoice(1).add("A book", Money(-1))


def test_never_uses_a_number_twice() -> None:
    assert next_number([]) == 1
    assert next_number([3, 1, 2]) == 4
