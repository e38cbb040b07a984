import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from zhanggui.instances import Child, InstanceError, Supervisor, stop_recorded
from zhanggui.instances.child import pause
from zhanggui.instances.processes import alive, wait_for

FOR_EVER = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
WITH_WORKER = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {FOR_EVER!r}])"
Make = Callable[..., Supervisor]


def child(folder: Path, name: str, program: str) -> Child:
    return Child(name, [sys.executable, "-c", program], folder / f"{name}.log")


@pytest.fixture
def a_supervisor(tmp_path: Path) -> Iterator[Make]:
    made: list[Supervisor] = []

    def make(**programs: str) -> Supervisor:
        children = [child(tmp_path, name, program) for name, program in programs.items()]
        made.append(Supervisor(children, tmp_path / "status.json"))
        made[-1].start()
        return made[-1]

    yield make
    for supervisor in made:
        supervisor.stop(timeout=0)


def gone(*pids: int | None) -> bool:
    return not any(pid and psutil.pid_exists(pid) and alive(psutil.Process(pid)) for pid in pids)


def test_a_killed_child_is_back_within_two_seconds(a_supervisor: Make) -> None:
    supervisor = a_supervisor(sales=FOR_EVER, finance=FOR_EVER)
    killed, untouched = supervisor.pid("sales"), supervisor.pid("finance")
    supervisor.kill("sales")
    assert wait_for(lambda: supervisor.pid("sales") not in (None, killed), 2)
    assert gone(killed)
    assert supervisor.pid("finance") == untouched
    assert (supervisor.restarts("sales"), supervisor.restarts("finance")) == (1, 0)


def test_stop_leaves_no_process_and_no_status_file(a_supervisor: Make) -> None:
    supervisor = a_supervisor(sales=FOR_EVER, celery=WITH_WORKER)
    leader = psutil.Process(supervisor.pid("celery"))
    assert wait_for(lambda: bool(leader.children()), 5)
    everyone = [supervisor.pid("sales"), leader.pid, *(worker.pid for worker in leader.children())]
    supervisor.stop()
    assert wait_for(lambda: gone(*everyone), 2)
    assert not supervisor.status.exists()


def test_a_child_deaf_to_sigterm_is_killed_after_the_timeout(a_supervisor: Make, tmp_path: Path) -> None:
    supervisor = a_supervisor(deaf=DEAF)
    assert wait_for(lambda: "deaf" in (tmp_path / "deaf.log").read_text(), 5)
    pid = supervisor.pid("deaf")
    began = time.monotonic()
    supervisor.stop(timeout=0.5)
    assert gone(pid)
    assert 0.5 <= time.monotonic() - began < 3


def test_the_workers_of_a_killed_child_die_before_it_is_started_again(a_supervisor: Make) -> None:
    supervisor = a_supervisor(celery=WITH_WORKER)
    leader = psutil.Process(supervisor.pid("celery"))
    assert wait_for(lambda: bool(leader.children()), 5)
    worker = leader.children()[0].pid
    supervisor.kill("celery")
    assert wait_for(lambda: supervisor.restarts("celery") == 1, 2)
    assert wait_for(lambda: gone(worker), 2)


def test_only_a_child_that_dies_again_and_again_has_to_wait(a_supervisor: Make) -> None:
    assert [pause(deaths) for deaths in (0, 1, 2, 3, 4, 5, 6, 99)] == [0, 0, 0.5, 1, 2, 4, 5, 5]
    supervisor = a_supervisor(broken="raise SystemExit(1)")
    time.sleep(3)
    assert 2 <= supervisor.restarts("broken") <= 5


def test_the_status_file_names_every_process(a_supervisor: Make) -> None:
    supervisor = a_supervisor(sales=FOR_EVER)
    record = json.loads(supervisor.status.read_text())
    assert record["supervisor"]["pid"] == os.getpid()
    assert record["children"]["sales"]["pid"] == supervisor.pid("sales")
    assert record["children"]["sales"]["restarts"] == 0


def test_a_second_supervisor_of_the_same_processes_is_refused(a_supervisor: Make) -> None:
    a_supervisor(sales=FOR_EVER)
    with pytest.raises(InstanceError, match="already running"):
        a_supervisor(sales=FOR_EVER)


def test_an_unknown_name_is_told_so(a_supervisor: Make) -> None:
    with pytest.raises(InstanceError, match="no process named 'crm'"):
        a_supervisor(sales=FOR_EVER).kill("crm")


def in_another_process(folder: Path) -> subprocess.Popen[bytes]:
    """`zhanggui up` in small: a supervisor in the foreground, with a child that has a worker."""
    program = (
        "import sys; from pathlib import Path; from zhanggui.instances import Child, Supervisor\n"
        f"Supervisor([Child('celery', [sys.executable, '-c', {WITH_WORKER!r}], Path({str(folder / 'log')!r}))],"
        f" Path({str(folder / 'status.json')!r})).run()"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.DEVNULL)
    assert wait_for(lambda: len(psutil.Process(process.pid).children(recursive=True)) == 2, 10)
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_supervisor_and_all_it_runs(tmp_path: Path, number: int) -> None:
    process = in_another_process(tmp_path)
    family = [member.pid for member in psutil.Process(process.pid).children(recursive=True)]
    process.send_signal(number)
    assert process.wait(timeout=5) == 0
    assert wait_for(lambda: gone(*family), 2)


def test_another_command_stops_everything_by_the_status_file(tmp_path: Path) -> None:
    process = in_another_process(tmp_path)
    family = [member.pid for member in psutil.Process(process.pid).children(recursive=True)]
    assert stop_recorded(tmp_path / "status.json")
    assert wait_for(lambda: gone(process.pid, *family), 2)
    assert not stop_recorded(tmp_path / "status.json")
    process.wait()


def test_children_die_with_a_killed_supervisor_and_their_workers_by_the_next_command(tmp_path: Path) -> None:
    process = in_another_process(tmp_path)
    leader = psutil.Process(process.pid).children()[0]
    worker = leader.children()[0]
    process.kill()
    process.wait()
    assert wait_for(lambda: gone(leader.pid), 2)
    assert stop_recorded(tmp_path / "status.json")
    assert wait_for(lambda: gone(worker.pid), 2)
