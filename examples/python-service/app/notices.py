"""Notices about orders, sent to whoever wants them and tried again when that fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened to an order, and how often it could not be sent."""

    event: str
    order_number: int
    failures: int = 0


Sender = Callable[[Notice], None]


class Notices:
    """A queue of notices. Whatever a sender raises counts as a failure, up to a limit."""

    def __init__(self, sender: Sender, max_failures: int = 3) -> None:
        self._sender = sender
        self._max_failures = max_failures
        self._queue: deque[Notice] = deque()
        self.given_up: list[Notice] = []

    def put(self, event: str, order_number: int) -> None:
        """Queue a notice."""
        self._queue.append(Notice(event, order_number))

    def __len__(self) -> int:
        return len(self._queue)

    def deliver(self) -> int:
        """Try everything in the queue once; returns how many notices were sent."""
        sent = 0
        for _ in range(len(self._queue)):
            notice = self._queue.popleft()
            try:
                self._sender(notice)
            except Exception:
                self._put_back(replace(notice, failures=notice.failures + 1))
            else:
                sent += 1
        return sent

    def _put_back(self, notice: Notice) -> None:
        if notice.failures >= self._max_failures:
            self.given_up.append(notice)
        else:
            self._queue.append(notice)
