import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.door.claim import Taken, claim, holder_of
from server.door.prepare import Obstacle


def test_one_process_at_a_time(tmp_path):
    with claim(tmp_path, "run", "http://localhost:8123"):
        with (
            pytest.raises(Taken, match=r"already running at http://localhost:8123 \(process \d+\)"),
            claim(tmp_path, "run"),
        ):
            pytest.fail("two hold it")
        assert holder_of(tmp_path).pid == os.getpid()
    assert holder_of(tmp_path) is None
    with claim(tmp_path, "reset"), pytest.raises(Taken, match=r"`./gegenstrom reset` .* is using"):
        claim(tmp_path, "run").__enter__()


def test_a_killed_process_holds_nothing(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; from server.door.claim import claim\n"
        "with claim(Path(sys.argv[1]), 'run'): print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, tmp_path], stdout=subprocess.PIPE)
    process.stdout.readline()
    assert holder_of(tmp_path).pid == process.pid
    process.kill()
    process.communicate()
    with claim(tmp_path, "run"):
        assert holder_of(tmp_path).command == "run"


def test_a_folder_that_cannot_be_written_is_named():
    with (
        pytest.raises(Obstacle, match=r"/proc/gegenstrom cannot be written .* GEGENSTROM_DATA"),
        claim(Path("/proc/gegenstrom"), "run"),
    ):
        pytest.fail("nobody can write there")


def test_nobody_holds_a_folder_that_is_not_there(tmp_path):
    assert holder_of(tmp_path / "nothing") is None
