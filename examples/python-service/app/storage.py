"""Orders in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.money import Money
from app.orders import Line, Order, Status

SCHEMA = """
CREATE TABLE IF NOT EXISTS orders (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer TEXT NOT NULL,
    lines TEXT NOT NULL,
    discount INTEGER NOT NULL,
    status TEXT NOT NULL
)
"""


class UnknownOrderError(LookupError):
    """An order number that was never given out."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no order {number}")
        self.number = number


class OrderStore:
    """Keeps orders in a file, or in memory. One connection, used by one thread at a time."""

    def __init__(self, path: str = ":memory:") -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.execute(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, customer: str, lines: tuple[Line, ...], discount: Money) -> Order:
        """Store a new order under the next number."""
        with self._transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO orders (customer, lines, discount, status) VALUES (?, ?, ?, ?)",
                (customer, _dump_lines(lines), discount.cents, Status.PLACED.value),
            )
        return self.get(int(cursor.lastrowid or 0))

    def get(self, number: int) -> Order:
        """The order of that number, or :class:`UnknownOrderError`."""
        row = self._connection.execute(
            "SELECT number, customer, lines, discount, status FROM orders WHERE number = ?",
            (number,),
        ).fetchone()
        if row is None:
            raise UnknownOrderError(number)
        return _to_order(row)

    def of_customer(self, customer: str) -> list[Order]:
        """A customer's orders, oldest first."""
        rows = self._connection.execute(
            "SELECT number, customer, lines, discount, status FROM orders"
            " WHERE customer = ? ORDER BY number",
            (customer,),
        )
        return [_to_order(row) for row in rows]

    def set_status(self, order: Order) -> None:
        """Store the status of an order that is there already."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE orders SET status = ? WHERE number = ?", (order.status.value, order.number)
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection:
            yield self._connection


def _dump_lines(lines: tuple[Line, ...]) -> str:
    return json.dumps(
        [[line.sku, line.quantity, line.unit_price.cents, line.tax.cents] for line in lines]
    )


def _to_order(row: tuple[Any, ...]) -> Order:
    number, customer, lines, discount, status = row
    return Order(
        number=number,
        customer=customer,
        lines=tuple(
            Line(sku, quantity, Money(price), Money(tax))
            for sku, quantity, price, tax in json.loads(lines)
        ),
        discount=Money(discount),
        status=Status(status),
    )
