"""Signed receipts: a link that shows an order to whoever holds it, for a while."""

from __future__ import annotations

from typing import cast

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

MAX_AGE_SECONDS = 30 * 24 * 3600


class ReceiptError(ValueError):
    """A receipt that was not signed here, was changed, or is too old."""


class Receipts:
    """Signs and reads receipts with one secret."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 16:
            raise ValueError("the signing secret must have 16 characters or more")
        self._serializer = URLSafeTimedSerializer(secret, salt="receipt")

    def sign(self, order_number: int) -> str:
        """A token for one order."""
        return str(self._serializer.dumps(order_number))

    def read(self, token: str, max_age_seconds: int = MAX_AGE_SECONDS) -> int:
        """The order number of a token, or :class:`ReceiptError`."""
        try:
            return cast(int, self._serializer.loads(token, max_age=max_age_seconds))
        except SignatureExpired as error:
            raise ReceiptError("the receipt has expired") from error
        except BadSignature as error:
            raise ReceiptError("the receipt is not valid") from error
