"""Database servers of a test session: a PostgreSQL and a Spark of its own, each started once, when first asked for."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import psycopg
    from pyspark.sql import SparkSession

JAVA_WANTED = 17
"""The oldest Java that Spark 4 runs on, and the one that is preferred where there are several."""

_INITDB_OPTIONS = ("--username=policycheck", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
_POSTGRESQL_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "20",
    "statement_timeout": "60s",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",
    "log_min_messages": "fatal",
    "timezone": "UTC",
}
_POSTGRESQL_KILOBYTES = 2_000_000
"""What each of its processes may take: a plan can grow exponentially, and then it fails instead of the machine."""

_LOG4J = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
"""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], psycopg.Connection[Any]]]:
    """Opens connections to a PostgreSQL that lives as long as the test session; the caller closes them."""
    with postgresql_server() as connect:
        yield connect


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A Spark session, in ANSI mode, that lives as long as the test session.

    A test that changes its settings or its temporary views uses `spark.newSession()` instead.
    """
    with spark_session() as session:
        yield session


@contextmanager
def postgresql_server() -> Iterator[Callable[[], psycopg.Connection[Any]]]:
    """A server in a temporary directory, reached over a socket in it; skips the test where there is none."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'psycopg[binary]'")
    programs = _postgresql_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server here: install Debian's `postgresql` package")
    user = _unprivileged()
    # Not pytest's tmp_path: others than its owner may not enter that, and a socket's path is at most 107 bytes long.
    directory = Path(tempfile.mkdtemp(prefix="policycheck-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    try:
        if user is not None:
            os.chown(directory, user.pw_uid, user.pw_gid)
        data = directory / "data"
        made = _run_as(
            user,
            [programs / "initdb", "--pgdata", data, *_INITDB_OPTIONS],
            directory,
        )
        said = made.communicate(timeout=120)[0]
        if made.returncode:
            pytest.fail(f"initdb failed:\n{said}")
        settings = [part for name, value in _POSTGRESQL_SETTINGS.items() for part in ("-c", f"{name}={value}")]
        server = _run_as(user, [programs / "postgres", "-D", data, "-k", directory, *settings], directory, lasting=True)

        def connect() -> psycopg.Connection[Any]:
            return psycopg.connect(host=str(directory), user="policycheck", dbname="postgres", autocommit=True)

        try:
            _wait_for(server, connect, psycopg.OperationalError, directory / "log")
            yield connect
        finally:
            server.send_signal(signal.SIGINT)  # at once, but in order
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _postgresql_programs() -> Path | None:
    """The directory of the newest server's programs."""

    def version(path: Path) -> tuple[int, ...]:
        return tuple(int(number) for number in re.findall(r"\d+", path.parent.name))

    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*installed, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run the server as: it refuses to be run by root; None where we are somebody else already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.skip("PostgreSQL refuses to be run by root, and there is no user `postgres` or `nobody`")


def _run_as(
    user: pwd.struct_passwd | None, command: list[str | Path], directory: Path, *, lasting: bool = False
) -> subprocess.Popen[str]:
    """Starts a program; a lasting one writes to a log and ends with us even if we are killed, where that can be had."""
    words = [str(word) for word in command]
    setpriv = shutil.which("setpriv") if lasting else None
    identity: dict[str, Any] = {}
    if user is not None and setpriv is None:
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    if setpriv is not None:
        whom = [] if user is None else [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        words = [setpriv, "--pdeathsig=INT", *whom, *words]
    if lasting:
        words = ["/bin/sh", "-c", f'ulimit -v {_POSTGRESQL_KILOBYTES} && exec "$@"', "sh", *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    with (directory / "log").open("w") as log:
        return subprocess.Popen(
            words,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=log if lasting else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**environment, "LC_ALL": "C", "HOME": str(directory)},
            start_new_session=True,  # Ctrl-C ends the tests first, and they end the server
            **identity,
        )


def _wait_for(
    server: subprocess.Popen[str], connect: Callable[[], Any], refused: type[Exception], log: Path, seconds: float = 60
) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            connect().close()
        except refused as error:
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(f"PostgreSQL does not start: {error}\n{log.read_text()}")
            time.sleep(0.02)
        else:
            return


@contextmanager
def spark_session(cores: int = 1) -> Iterator[SparkSession]:
    """A Spark in local mode, quiet and without a web page; skips the test where it or its Java is missing."""
    pytest.importorskip("pyspark", reason="Spark is not installed: pip install pyspark")
    java = find_java()
    if java is None:
        pytest.skip(
            f"Spark needs a Java runtime of version {JAVA_WANTED} or newer: "
            "install Debian's `openjdk-17-jre-headless` package, or set JAVA_HOME"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas 3, which nothing here hands to Spark
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory(prefix="policycheck-spark-") as directory:
        log4j = Path(directory) / "log4j2.properties"
        log4j.write_text(_LOG4J)
        options = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": "2g",
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log4j} -Djava.io.tmpdir={directory}"
            f" -Dderby.system.home={directory} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss16m",
            "spark.local.dir": directory,
            "spark.sql.warehouse.dir": f"{directory}/warehouse",
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.shuffle.partitions": "1",
            "spark.default.parallelism": "1",
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.autoBroadcastJoinThreshold": "-1",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.ansi.enabled": "true",
            "spark.shuffle.compress": "false",
            "spark.rdd.compress": "false",
        }
        surroundings = {
            "JAVA_HOME": str(java),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
            "SPARK_CONF_DIR": directory,
        }
        with pytest.MonkeyPatch.context() as patch:
            for name in ("SPARK_HOME", "PYSPARK_SUBMIT_ARGS", "SPARK_REMOTE", "_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"):
                patch.delenv(name, raising=False)
            for name, value in surroundings.items():
                patch.setenv(name, value)
            builder = SparkSession.builder.master(f"local[{cores}]").appName("policycheck")
            session = builder.config(map=options).getOrCreate()
        gateway = session.sparkContext._gateway
        try:
            yield session
        finally:
            session.stop()
            gateway.shutdown()
            gateway.proc.stdin.close()  # it ends with this
            try:
                gateway.proc.wait(timeout=20)
            except subprocess.TimeoutExpired:
                gateway.proc.kill()
                gateway.proc.wait()
            SparkContext._gateway = SparkContext._jvm = None


def find_java() -> Path | None:
    """The home of a Java for Spark: what JAVA_HOME says, or the version wanted, or the oldest of the newer ones."""
    home = os.environ.get("JAVA_HOME")
    if home and (_java_version(Path(home)) or 0) >= JAVA_WANTED:
        return Path(home)
    on_path = shutil.which("java")
    homes = [Path(on_path).resolve().parent.parent] if on_path else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    versions = {path: version for path in homes if (version := _java_version(path)) and version >= JAVA_WANTED}
    return min(versions, key=lambda path: versions[path], default=None)


def _java_version(home: Path) -> int | None:
    """The version that the home's `release` file or its java itself tells; None for none, and for 1.8."""
    if not (home / "bin" / "java").exists():
        return None
    try:
        said = (home / "release").read_text()
    except OSError:
        said = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'(?:JAVA_VERSION=|version )"(\d+)', said)
    return int(found[1]) if found else None
