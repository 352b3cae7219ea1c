from notify.message import LONGEST, receipt
from shop_common.money import Money


def test_names_the_customer_and_the_amount() -> None:
    text = receipt("  Ada  Lovelace ", Money(500))
    assert text == "Thank you, Ada Lovelace: we received 5.00 EUR."


def test_fits_into_one_message() -> None:
    assert len(receipt("x" * 500, Money(500))) <= LONGEST


def test_without_a_name_is_polite_all_the_same() -> None:
    assert receipt("", Money(1)).startswith("Thank you, customer:")
