"""The web server as `run` starts it, serving a copy of the built app that a story may change."""

import sys
from pathlib import Path

from server.core import shell
from server.door.commands import main

if __name__ == "__main__":
    shell.DIST = Path(sys.argv[1])
    sys.exit(main(["web"]))
