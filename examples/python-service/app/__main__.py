"""Start the service: ``python -m app``."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass

from app.api import Api, make_server
from app.catalog import default_catalog
from app.notices import Notice, Notices
from app.receipts import Receipts
from app.service import OrderService
from app.storage import OrderStore

logger = logging.getLogger("orders")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    host: str
    port: int
    database: str
    secret: str

    @classmethod
    def read(cls, env: Mapping[str, str]) -> Settings:
        """Read the settings; only the secret has no default."""
        secret = env.get("ORDERS_SECRET", "")
        if not secret:
            raise ValueError("ORDERS_SECRET is not set")
        return cls(
            host=env.get("ORDERS_HOST", "127.0.0.1"),
            port=int(env.get("ORDERS_PORT", "8000")),
            database=env.get("ORDERS_DATABASE", ":memory:"),
            secret=secret,
        )


def log_notice(notice: Notice) -> None:
    """Send a notice to the log; a real shop would send a mail."""
    logger.info("order %d: %s", notice.order_number, notice.event)


def build(settings: Settings) -> Api:
    """Put the service together."""
    notices = Notices(log_notice)
    service = OrderService(
        default_catalog(), OrderStore(settings.database), Receipts(settings.secret), notices
    )
    return Api(service)


def main() -> None:
    """Serve until interrupted."""
    logging.basicConfig(level=logging.INFO)
    settings = Settings.read(os.environ)
    server = make_server(build(settings), settings.host, settings.port)
    logger.info("listening on %s:%d", settings.host, server.server_port)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
