"""Fetch registry packages, pinned by version and sha256, into a cache folder.

The registries' ordinary clients do the transfer (pip, npm, apt-get), so that
mirrors and proxies of the machine are respected. Nothing is installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("CONFLICTMAP_BUILD_CACHE", Path.home() / ".cache" / "conflictmap-build"))


@dataclass(frozen=True)
class Package:
    """A package file of one registry: ``pypi``, ``pypi-source``, ``npm`` or ``debian``."""

    registry: str
    name: str
    version: str
    sha256: str

    def fetch(self) -> Path:
        """Path of the verified package file; downloaded unless it is in the cache."""
        folder = CACHE / f"{self.registry}-{self.name}-{self.version}"
        folder.mkdir(parents=True, exist_ok=True)
        file = next((f for f in folder.iterdir() if f.suffix in {".whl", ".tgz", ".deb", ".gz"}), None)
        if file is None:
            subprocess.run(self._command(), cwd=folder, check=True, stdout=subprocess.DEVNULL)
            file = next(f for f in folder.iterdir() if f.suffix in {".whl", ".tgz", ".deb", ".gz"})
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if digest != self.sha256:
            raise SystemExit(f"{file}: sha256 is {digest}, pinned is {self.sha256}; remove the file and look why")
        return file

    def _command(self) -> list[str]:
        if self.registry == "pypi":
            return [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--ignore-requires-python",
                    "--only-binary", ":all:", f"{self.name}=={self.version}"]
        if self.registry == "pypi-source":
            return [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:",
                    f"{self.name}=={self.version}"]
        if self.registry == "npm":
            return ["npm", "pack", "--silent", f"{self.name}@{self.version}"]
        return ["apt-get", "download", f"{self.name}={self.version}"]

    def member(self, name: str) -> Path:
        """Path of one member of the package, extracted into the cache."""
        file = self.fetch()
        target = file.parent / "x" / name
        if target.exists():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".whl":
            with zipfile.ZipFile(file) as archive:
                target.write_bytes(archive.read(name))
        elif file.suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", str(file), str(file.parent / "x")], check=True)
        else:
            with tarfile.open(file) as archive:
                target.write_bytes(archive.extractfile(name).read())
        return target
