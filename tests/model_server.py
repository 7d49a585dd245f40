"""A language model's address on this machine, for tests: it answers as it is told and notes what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, str]
Replies = Callable[[dict[str, Any]], Reply]


@dataclass
class ModelServer:
    """What a running address saw: bodies and headers of the questions, and how many were under way at once."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    busiest: int = 0


def said(content: str) -> Reply:
    """A proper answer with this content."""
    return 200, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}, ensure_ascii=False)


@contextmanager
def serve(
    reply: Replies, *, models: Reply = (200, '{"data": [{"id": "tiny"}]}'), delay: float = 0
) -> Iterator[ModelServer]:
    """An address that answers questions with ``reply`` and the list of models with ``models``."""
    seen, busy, lock = ModelServer(), [0], threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*models)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                seen.bodies.append(body)
                seen.keys.append(self.headers.get("Authorization"))
                busy[0] += 1
                seen.busiest = max(seen.busiest, busy[0])
            time.sleep(delay)
            status, text = reply(body)
            with lock:
                busy[0] -= 1
            self._send(status, text)

        def _send(self, status: int, text: str) -> None:
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
