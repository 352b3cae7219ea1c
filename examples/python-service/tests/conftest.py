"""What several tests share."""

from collections.abc import Iterator

import pytest

from app.api import Api
from app.catalog import Catalog, default_catalog
from app.notices import Notice, Notices
from app.receipts import Receipts
from app.service import OrderService
from app.storage import OrderStore

SECRET = "a secret for tests only"


@pytest.fixture
def catalog() -> Catalog:
    return default_catalog()


@pytest.fixture
def store() -> Iterator[OrderStore]:
    store = OrderStore()
    yield store
    store.close()


@pytest.fixture
def sent() -> list[Notice]:
    return []


@pytest.fixture
def service(catalog: Catalog, store: OrderStore, sent: list[Notice]) -> OrderService:
    return OrderService(catalog, store, Receipts(SECRET), Notices(sent.append))


@pytest.fixture
def api(service: OrderService) -> Api:
    return Api(service)
