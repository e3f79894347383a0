"""Options and guards for the whole suite: no test reaches the network."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--corpora", metavar="DIR", default=None,
                     help="folder of public corpora to score against (quality tests are skipped without it)")


def _local(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    if not isinstance(address, tuple) or host in {"localhost", ""}:
        return True  # a Unix socket or the machine itself
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Let sockets reach this machine only: everything has to work offline."""
    connect = socket.socket.connect

    def guarded(self, address):
        if not _local(address):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def repo() -> Path:
    """The checkout's folder."""
    return REPO


@pytest.fixture(scope="session")
def samples(repo: Path) -> Path:
    """The folder of sample reports."""
    return repo / "data" / "reports"
