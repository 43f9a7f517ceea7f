"""A built site over http as an office would serve it: at the root of a host, and under a path of one."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

INTRANET = "guiyao.oa"  # a host name that is no secure context; the browser fixture maps it to this machine
SUB_PATH = "/office/kb"


class Served(NamedTuple):
    """Base addresses of one site, each with a slash at its end."""

    root: str  # http://127.0.0.1:…/
    intranet: str  # the same at a host name: no secure context, no navigator.clipboard
    sub: str  # http://127.0.0.1:…/office/kb/
    file: str  # file:///…/


@contextlib.contextmanager
def serving(site: Path) -> Iterator[Served]:
    """Serve ``site`` in threads while the block runs."""
    with _server(site, "") as root, _server(site, SUB_PATH) as sub:
        yield Served(f"http://127.0.0.1:{root}/", f"http://{INTRANET}:{root}/",
                     f"http://127.0.0.1:{sub}{SUB_PATH}/", site.as_uri() + "/")


@contextlib.contextmanager
def _server(site: Path, prefix: str) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site), prefix=prefix)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Files below ``prefix`` only; a missing one gets the site's own 404 page, as web servers are set up to do."""

    def __init__(self, *args: object, directory: str, prefix: str) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix + "/"):
            return str(Path(self.directory) / "no such file")
        return super().translate_path(path[len(self.prefix):])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name in the standard library)
        """Say nothing."""
