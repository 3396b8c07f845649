"""A web site on this machine that answers byte for byte what a test wants, and an internet with nothing else in it."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

Answer = bytes | Callable[[socket.socket], None]
PROSE = "The ferry left the harbour in the morning with all its passengers and came back at noon. "


class Website:
    """``pages`` holds the whole answer of each path; ``asked`` every request, its head as it came."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.closing = threading.Event()
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    site.answer(self.request)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def answer(self, line: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = line.recv(4096)
            if not piece:
                return
            head += piece
        self.asked.append(head.decode("latin-1"))
        answer = self.pages.get(self.asked[-1].split(" ")[1], b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        if callable(answer):
            answer(line)
        else:
            line.sendall(answer)

    def paths(self) -> list[str]:
        """The paths asked for, in order, those of robots.txt left out."""
        return [path for head in self.asked if (path := head.split(" ")[1]) != "/robots.txt"]

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str, body: bytes | str, status: str = "200 OK", **headers: str) -> str:
        """Answer ``path`` with a body, and give its address. ``content_type`` is a header like any other."""
        body = body.encode() if isinstance(body, str) else body
        stated = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body))} | headers
        lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in stated.items() if value]
        self.pages[path] = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body
        return self.url(path)

    def redirect(self, path: str, to: str, status: str = "302 Found") -> str:
        return self.page(path, "", status, location=to)

    def drip(self, path: str, head: bytes, drop: bytes) -> str:
        """Answer ``path`` with ``head`` and then, for as long as anybody listens, a drop every 20 ms."""

        def answer(line: socket.socket) -> None:
            line.sendall(head)
            while not self.closing.wait(0.02):
                line.sendall(drop)

        self.pages[path] = answer
        return self.url(path)

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()


class Internet:
    """Names and addresses of an internet that is not there. ``reached`` is what was connected to, in order."""

    def __init__(self, site: Website, connect: Callable[[socket.socket, tuple[str, int]], None]) -> None:
        self.site, self.connect = site, connect
        self.names: dict[str, list[list[str]]] = {}
        self.reached: list[tuple[str, int]] = []
        self.open: set[str] = set()

    def name(self, host: str, *answers: list[str]) -> None:
        """Let a host have these addresses: the first list when first asked for, and so on; the last one stays."""
        self.names[host] = [list(answer) for answer in answers]
        self.open |= {address for answer in answers for address in answer}

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror("Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def plug_in(self, plug: socket.socket, address: tuple[str, int]) -> None:
        self.reached.append(address[:2])
        if address[0] not in self.open or plug.family != socket.AF_INET:
            raise ConnectionRefusedError(111, "Connection refused")
        self.connect(plug, self.site.place)


@pytest.fixture
def website() -> Iterator[Website]:
    """A web site on a port of its own."""
    site = Website()
    yield site
    site.close()


@pytest.fixture
def internet(website, monkeypatch) -> Internet:
    """Every address that a test names leads to the web site, every other one is closed; nothing leaves this machine."""
    internet = Internet(website, socket.socket.connect)
    monkeypatch.setattr(socket.socket, "connect", lambda plug, address: internet.plug_in(plug, address))
    return internet


def story(headline: str = "Ferry leaves the harbour", paragraphs: int = 10, head: str = "") -> str:
    """A page with a story on it."""
    text = "".join(f"<p>{number}. {PROSE}</p>" for number in range(1, paragraphs + 1))
    return f"<!doctype html><html><head><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>{text}</article></body></html>"
