"""`python -m server`: the command line, which `./gegenstrom` enters once the machine is ready."""

import sys

from server.door.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
