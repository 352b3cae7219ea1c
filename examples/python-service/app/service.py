"""What the shop does: place an order, move it on, show it."""

from __future__ import annotations

from collections.abc import Mapping

from app.catalog import Catalog
from app.money import ZERO
from app.notices import Notices
from app.orders import Order, Status
from app.pricing import discount_for, price_lines
from app.receipts import Receipts
from app.storage import OrderStore


class OrderService:
    """The use cases, over a catalogue, a store, receipts and notices."""

    def __init__(
        self, catalog: Catalog, store: OrderStore, receipts: Receipts, notices: Notices
    ) -> None:
        self.catalog = catalog
        self._store = store
        self._receipts = receipts
        self._notices = notices

    def place(self, customer: str, basket: Mapping[str, int]) -> tuple[Order, str]:
        """Place an order; returns it with its receipt."""
        if not customer.strip():
            raise ValueError("an order needs a customer")
        lines = price_lines(self.catalog, basket)
        net = sum((line.net for line in lines), ZERO)
        order = self._store.add(customer.strip(), lines, discount_for(net))
        self._notices.put("placed", order.number)
        return order, self._receipts.sign(order.number)

    def get(self, number: int) -> Order:
        """An order by its number."""
        return self._store.get(number)

    def by_receipt(self, token: str) -> Order:
        """An order by its receipt."""
        return self._store.get(self._receipts.read(token))

    def of_customer(self, customer: str) -> list[Order]:
        """A customer's orders, oldest first."""
        return self._store.of_customer(customer)

    def move(self, number: int, status: Status) -> Order:
        """Move an order on, and tell those who wait for it."""
        order = self._store.get(number).become(status)
        self._store.set_status(order)
        self._notices.put(status.value, number)
        return order

    def deliver_notices(self) -> int:
        """Send what waits; returns how many notices were sent."""
        return self._notices.deliver()
