"""Names become addresses here, once for each hop; what is connected to is what was looked up."""

from __future__ import annotations

import socket
import threading
from queue import Empty, SimpleQueue


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """All addresses of a host, in the order the system prefers. Raises OSError where there are none in time.

    The C library's resolver knows no time limit, so it is asked on a thread that is left behind when it is late.
    """
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
    threading.Thread(target=_ask, args=(host, port, answers), name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no answer for {host} in {seconds:.1f} s") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _ask(host: str, port: int, answers: SimpleQueue[list[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
    except OSError as fault:
        answers.put(fault)
    except UnicodeError as fault:
        answers.put(OSError(str(fault)))
