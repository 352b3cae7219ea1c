import pytest

from app.receipts import ReceiptError, Receipts
from tests.conftest import SECRET


def test_a_receipt_is_read_back() -> None:
    receipts = Receipts(SECRET)
    assert receipts.read(receipts.sign(42)) == 42


def test_a_changed_receipt_is_refused() -> None:
    receipts = Receipts(SECRET)
    with pytest.raises(ReceiptError, match="not valid"):
        receipts.read(receipts.sign(42) + "x")


def test_a_receipt_of_another_secret_is_refused() -> None:
    token = Receipts("another secret, as long").sign(42)
    with pytest.raises(ReceiptError, match="not valid"):
        Receipts(SECRET).read(token)


def test_a_receipt_expires() -> None:
    receipts = Receipts(SECRET)
    with pytest.raises(ReceiptError, match="expired"):
        receipts.read(receipts.sign(42), max_age_seconds=-1)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        Receipts("short")
