import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from app.__main__ import Settings, build
from app.api import MAX_BODY_BYTES, Api, make_server


def place(api: Api, **basket: int) -> dict[str, Any]:
    request = {"customer": "ada", "basket": {sku.replace("_", "-"): n for sku, n in basket.items()}}
    status, order = api.answer("POST", "/orders", json.dumps(request).encode())
    assert status is HTTPStatus.CREATED
    return order


def test_health(api: Api) -> None:
    assert api.answer("GET", "/health") == (HTTPStatus.OK, {"status": "ok"})


def test_products_have_prices_as_text(api: Api) -> None:
    _, document = api.answer("GET", "/products")
    assert document["products"][0] == {"sku": "BK-1", "name": "Book", "price": "24.90"}


def test_an_order_from_basket_to_shipping(api: Api) -> None:
    order = place(api, BK_1=1)
    path = f"/orders/{order['number']}"
    for wanted in ("paid", "shipped"):
        status, document = api.answer("PATCH", path, json.dumps({"status": wanted}).encode())
        assert (status, document["status"]) == (HTTPStatus.OK, wanted)
    _, document = api.answer("GET", f"/receipts/{order['receipt']}")
    assert document["total"] == "26.64"


def test_a_forbidden_transition_is_a_conflict(api: Api) -> None:
    order = place(api, MG_1=1)
    status, document = api.answer("PATCH", f"/orders/{order['number']}", b'{"status": "shipped"}')
    assert status is HTTPStatus.CONFLICT
    assert "cannot become shipped" in document["error"]


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"customer": "ada", "basket": []}',
        b'{"customer": "ada", "basket": {"BK-1": "2"}}',
        b'{"customer": "ada", "basket": {"BK-1": true}}',
        b'{"customer": " ", "basket": {"BK-1": 1}}',
    ],
)
def test_a_bad_order_is_refused(api: Api, body: bytes) -> None:
    status, document = api.answer("POST", "/orders", body)
    assert status is HTTPStatus.BAD_REQUEST
    assert document["error"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/orders/99", HTTPStatus.NOT_FOUND),
        ("GET", "/nowhere", HTTPStatus.NOT_FOUND),
        ("GET", "/receipts/forged", HTTPStatus.BAD_REQUEST),
        ("DELETE", "/orders/1", HTTPStatus.METHOD_NOT_ALLOWED),
    ],
)
def test_what_is_not_there(api: Api, method: str, path: str, status: HTTPStatus) -> None:
    assert api.answer(method, path)[0] is status


@pytest.fixture
def address(api: Api) -> Iterator[str]:
    server = make_server(api, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_over_http(address: str) -> None:
    body = b'{"customer": "ada", "basket": {"PS-1": 2}}'
    request = urllib.request.Request(f"{address}/orders", data=body, method="POST")
    with urllib.request.urlopen(request, timeout=10) as response:
        assert response.status == HTTPStatus.CREATED
        order = json.load(response)
    with urllib.request.urlopen(f"{address}/orders/{order['number']}", timeout=10) as response:
        assert json.load(response)["net"] == "28.00"


def test_a_long_body_is_refused_over_http(address: str) -> None:
    request = urllib.request.Request(
        f"{address}/orders", data=b" " * 8, method="PATCH", headers={"Content-Length": "99999999"}
    )
    assert MAX_BODY_BYTES < 99_999_999
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    assert caught.value.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    caught.value.close()


def test_settings_have_defaults_but_for_the_secret() -> None:
    settings = Settings.read({"ORDERS_SECRET": "a secret for tests only", "ORDERS_PORT": "0"})
    assert (settings.host, settings.port, settings.database) == ("127.0.0.1", 0, ":memory:")
    assert build(settings).answer("GET", "/health")[0] is HTTPStatus.OK
    with pytest.raises(ValueError, match="ORDERS_SECRET"):
        Settings.read({})
