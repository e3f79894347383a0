"""Download a large file so that a broken connection costs nothing but the rest of it."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from geo.errors import InputError

TRIES = 4
CHUNK = 1 << 18
TIMEOUT = 60.0


def fetch(address: str, folder: Path, *, on_progress: Callable[[str, int], None] | None = None, tries: int = TRIES,
          wait: float = 1.0) -> Path:
    """Download `address` into `folder`, going on where an earlier try stopped.

    Parameters
    ----------
    address : str
        ``http``, ``https`` or ``file`` address.
    folder : pathlib.Path
        Holds the part that is there so far, too.
    on_progress : callable, optional
        Called with ``"bytes"`` and how many there are.
    tries : int
        Connections at most; each goes on where the last one ended.
    wait : float
        Seconds before the second try, doubled for each further one.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    geo.errors.InputError
        It is not there, or cannot be reached.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # A country's places and its names are both called GE.zip, in two folders of the server.
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    target = folder / f"{mark}-{address.rstrip('/').rsplit('/', 1)[-1]}"
    part, tag = target.with_name(target.name + ".part"), target.with_name(target.name + ".part.json")
    problem = ""
    for attempt in range(tries):
        if attempt:
            time.sleep(wait * 2 ** (attempt - 1))
        try:
            if _go_on(address, part, tag, on_progress):
                part.replace(target)
                tag.unlink(missing_ok=True)
                return target
            problem = "the connection ended early"
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429:
                raise InputError(address, f"answered {error.code} {error.reason}",
                                 "is the country code or the address right?") from error
            problem = f"answered {error.code} {error.reason}"
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            problem = str(reason) or type(error).__name__
            if isinstance(reason, socket.gaierror):
                # Without a network no name is found, and none will be in a few seconds.
                problem = f"no network, or no such host ({reason.strerror})"
                break
    raise InputError(
        address, f"cannot be downloaded: {problem}",
        "run the command again, it goes on where it stopped; without a network, download the file elsewhere and give "
        "its path: conflictmap data add geonames FILE.zip")


def _go_on(address: str, part: Path, tag: Path, on_progress: Callable[[str, int], None] | None) -> bool:
    """Fetch what is missing; whether the file is complete now."""
    request = urllib.request.Request(address, headers={"User-Agent": "conflictmap", "Accept-Encoding": "identity"})
    have = part.stat().st_size if part.exists() else 0
    known = json.loads(tag.read_text("utf-8")) if have and tag.exists() else {}
    if have and known.get("address") == address and known.get("mark"):
        request.add_header("Range", f"bytes={have}-")
        # If the file has changed meanwhile, the server sends all of the new one.
        request.add_header("If-Range", known["mark"])
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            resumed = answer.status == 206
            length = answer.headers.get("Content-Length")
            total = int(length) + (have if resumed else 0) if length else None
            mark = answer.headers.get("ETag") or answer.headers.get("Last-Modified")
            tag.write_text(json.dumps({"address": address, "mark": mark}), "utf-8")
            size = have if resumed else 0
            with part.open("ab" if resumed else "wb") as stream:
                while chunk := answer.read(CHUNK):
                    stream.write(chunk)
                    size += len(chunk)
                    if on_progress:
                        on_progress("bytes", size)
        return total is None or size >= total
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        # Nothing is missing, or the part is longer than the file: begin anew to be sure.
        part.unlink()
        return False
