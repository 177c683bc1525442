import os
import subprocess
import sys
import time

import psycopg
import pytest

from server.door import cluster as clusters
from server.door.cluster import Cluster, passing_cluster
from server.door.prepare import Obstacle


@pytest.fixture(scope="module")
def made():
    """A cluster that was started once; each test starts and stops it again."""
    with passing_cluster() as cluster:
        cluster.stop()
        yield cluster


@pytest.fixture
def cluster(made):
    """The same files under a new hand, as after a restart; stopped afterwards."""
    cluster = Cluster(made.data, durable=False)
    yield cluster
    cluster.stop()


def answer(cluster, question):
    with psycopg.connect(cluster.superuser_url) as connection:
        return connection.execute(question).fetchone()[0]


def ends(pid):
    patience = time.monotonic() + 15
    while time.monotonic() < patience:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_only_its_socket_listens(cluster):
    cluster.start()
    assert answer(cluster, "show listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o077 == 0
    assert cluster.home.stat().st_mode & 0o077 == 0


def test_no_login_enters_without_its_password(cluster):
    cluster.start()
    for url in (*cluster.urls().values(), cluster.superuser_url):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url.replace(":", ":x", 2).replace(":x//", "://", 1))


def test_the_owner_is_no_superuser(cluster):
    cluster.start()
    with psycopg.connect(cluster.urls()["owner"]) as owner:
        assert owner.execute("show is_superuser").fetchone() == ("off",)
        assert owner.execute("select postgis_version()").rowcount == 1


def test_statements_and_values_stay_out_of_the_log(cluster):
    cluster.start()
    with psycopg.connect(cluster.superuser_url, autocommit=True) as connection:
        connection.execute("create table if not exists words (word text unique)")
        connection.execute("delete from words")
        for _ in range(2):
            try:
                connection.execute("insert into words values ('Zaunkönig')")
            except psycopg.errors.UniqueViolation:
                refused = True
    assert refused
    assert "ready to accept connections" in cluster.log.read_text()
    assert "Zaunkönig" not in cluster.log.read_text()


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1, 0])
def test_a_stale_pid_file_is_no_obstacle(cluster, pid):
    (cluster.files / "postmaster.pid").write_text(f"{pid}\n{cluster.files}\n")
    cluster.start()
    assert answer(cluster, "select 1") == 1


def test_a_half_made_cluster_is_made_anew():
    with passing_cluster() as cluster:
        cluster.stop()
        half = cluster.home / "half-made"
        cluster.files.rename(half)
        (half / "PG_VERSION").unlink()
        cluster.start()
        assert answer(cluster, "select 1") == 1
        assert not half.exists()


def test_a_crashed_cluster_has_what_was_committed(made):
    crashed = Cluster(made.data)
    crashed.start()
    with psycopg.connect(crashed.superuser_url) as connection:
        connection.execute("create table kept as select 42 as number")
    crashed.postmaster.kill()
    crashed.postmaster.wait()
    again = Cluster(made.data, durable=False)
    again.start()
    assert answer(again, "select number from kept") == 42
    again.stop()


def test_sessions_that_outlive_a_killed_server_are_waited_for(made):
    crashed = Cluster(made.data, durable=False)
    crashed.start()
    session = psycopg.connect(crashed.superuser_url)
    crashed.postmaster.kill()
    crashed.postmaster.wait()
    again = Cluster(made.data, durable=False)
    again.start()
    assert answer(again, "select 1") == 1
    again.stop()
    session.close()


def test_it_ends_with_a_launcher_that_is_killed(cluster):
    program = (
        "import sys, time; from pathlib import Path; from server.door.cluster import Cluster;"
        "c = Cluster(Path(sys.argv[1]), durable=False); c.start();"
        "print(c.postmaster.pid, flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", program, cluster.data], stdout=subprocess.PIPE, text=True
    )
    postmaster = int(launcher.stdout.readline())
    launcher.kill()
    launcher.communicate()
    assert ends(postmaster)


def test_a_server_that_was_left_is_stopped_first(cluster):
    cluster.start()
    left = cluster.postmaster
    other_hand = Cluster(cluster.data, durable=False)
    assert other_hand.stop_leftover()
    left.wait()
    assert not other_hand.stop_leftover()


def test_the_wrong_passwords_are_named(cluster):
    passwords = cluster.data / "secrets" / "database"
    right = passwords.read_text()
    try:
        passwords.write_text(right.replace('"admin": "', '"admin": "x'))
        with pytest.raises(Obstacle, match=r"refuses the passwords in .*secrets/database"):
            cluster.start()
        passwords.unlink()
        with pytest.raises(Obstacle, match="passwords of the database are missing"):
            cluster.urls()
    finally:
        passwords.write_text(right)


def test_files_of_another_version_are_named(cluster):
    made_by = cluster.files / "PG_VERSION"
    version = made_by.read_text()
    try:
        made_by.write_text("13\n")
        with pytest.raises(Obstacle, match="made by PostgreSQL 13, which is not here"):
            cluster.start()
    finally:
        made_by.write_text(version)


def test_a_missing_postgresql_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(clusters, "postgresql_versions", dict)
    tmp_path.chmod(0o711)
    cluster = Cluster(tmp_path / "data")
    with pytest.raises(Obstacle, match="needs PostgreSQL 15 or newer with PostGIS"):
        cluster.start()
    cluster.remove()


def test_what_postgresql_complains_about_is_shown(cluster):
    config = cluster.files / "postgresql.auto.conf"
    config.write_text("shared_buffers = 'many'\n")
    try:
        with pytest.raises(Obstacle, match=r'did not start. It said: .*"shared_buffers"'):
            cluster.start()
    finally:
        config.write_text("")


def test_somebody_elses_folder_is_not_used(cluster):
    cluster.sockets = clusters.Path("/usr")
    try:
        with pytest.raises(Obstacle, match="/usr belongs to the user root"):
            cluster.account.make_private(cluster.sockets)
    finally:
        cluster.sockets = Cluster(cluster.data).sockets


def test_the_path_of_the_data_may_be_long(tmp_path):
    data = tmp_path / ("a" * 100) / ("b" * 100)
    assert len(str(Cluster(data).sockets / ".s.PGSQL.5432").encode()) < 107


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has others run PostgreSQL")
def test_below_a_closed_folder_it_lies_elsewhere(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "data", durable=False)
    try:
        cluster.start()
        assert cluster.home == cluster.elsewhere
        assert answer(cluster, "select 1") == 1
    finally:
        cluster.stop()
        cluster.remove()
    assert not cluster.elsewhere.exists()
