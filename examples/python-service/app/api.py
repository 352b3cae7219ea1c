"""The service over HTTP, in JSON."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from app.catalog import UnknownProductError
from app.orders import Order, Status, TransitionError
from app.pricing import BasketError
from app.receipts import ReceiptError
from app.service import OrderService
from app.storage import UnknownOrderError

MAX_BODY_BYTES = 64 * 1024

Reply = tuple[HTTPStatus, dict[str, Any]]


class BadRequestError(ValueError):
    """A request that cannot be understood."""


def show(order: Order) -> dict[str, Any]:
    """An order as the API shows it; amounts as text, so that no client rounds them."""
    return {
        "number": order.number,
        "customer": order.customer,
        "status": order.status.value,
        "lines": [{"sku": line.sku, "quantity": line.quantity} for line in order.lines],
        "net": str(order.net),
        "tax": str(order.tax),
        "discount": str(order.discount),
        "total": str(order.total),
    }


class Api:
    """Answers requests; knows nothing of sockets."""

    def __init__(self, service: OrderService) -> None:
        self._service = service

    def answer(self, method: str, path: str, body: bytes = b"") -> Reply:
        """Answer one request. What goes wrong is an answer too."""
        try:
            return self._route(method, path, body)
        except (UnknownOrderError, UnknownProductError) as error:
            return HTTPStatus.NOT_FOUND, {"error": str(error)}
        except TransitionError as error:
            return HTTPStatus.CONFLICT, {"error": str(error)}
        except (BasketError, ReceiptError, BadRequestError, ValueError) as error:
            return HTTPStatus.BAD_REQUEST, {"error": str(error)}

    def _route(self, method: str, path: str, body: bytes) -> Reply:
        if (method, path) == ("GET", "/health"):
            return HTTPStatus.OK, {"status": "ok"}
        if (method, path) == ("GET", "/products"):
            return HTTPStatus.OK, {"products": self._products()}
        if (method, path) == ("POST", "/orders"):
            return self._place(_read_json(body))
        if match := re.fullmatch(r"/orders/(\d+)", path):
            return self._order(method, int(match[1]), body)
        if method == "GET" and (match := re.fullmatch(r"/receipts/([\w.-]+)", path)):
            return HTTPStatus.OK, show(self._service.by_receipt(match[1]))
        return HTTPStatus.NOT_FOUND, {"error": f"no {method} {path}"}

    def _products(self) -> list[dict[str, str]]:
        return [
            {"sku": product.sku, "name": product.name, "price": str(product.price)}
            for product in self._service.catalog
        ]

    def _place(self, request: dict[str, Any]) -> Reply:
        basket = request.get("basket")
        customer = request.get("customer")
        if not isinstance(customer, str) or not isinstance(basket, dict):
            raise BadRequestError("an order needs a customer and a basket")
        if not all(type(quantity) is int for quantity in basket.values()):
            raise BadRequestError("quantities are whole numbers")
        order, receipt = self._service.place(customer, basket)
        return HTTPStatus.CREATED, {**show(order), "receipt": receipt}

    def _order(self, method: str, number: int, body: bytes) -> Reply:
        if method == "GET":
            return HTTPStatus.OK, show(self._service.get(number))
        if method == "PATCH":
            status = _read_json(body).get("status")
            return HTTPStatus.OK, show(self._service.move(number, Status(status)))
        return HTTPStatus.METHOD_NOT_ALLOWED, {"error": f"an order has no {method}"}


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError as error:
        raise BadRequestError("the body is not JSON") from error
    if not isinstance(document, dict):
        raise BadRequestError("the body is not an object")
    return document


def make_server(api: Api, host: str, port: int) -> HTTPServer:
    """An HTTP server over the API; port 0 takes any that is free."""

    class Handler(BaseHTTPRequestHandler):
        """Hands every request to the API."""

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_PATCH(self) -> None:
            self._answer()

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length > MAX_BODY_BYTES:
                self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too long"})
                return
            self._send(*api.answer(self.command, self.path, self.rfile.read(length)))

        def _send(self, status: HTTPStatus, document: dict[str, Any]) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet: a proxy in front keeps the log."""

    return HTTPServer((host, port), Handler)
