"""Runs what is measured, and tells wall seconds, CPU seconds and peak memory of it."""

import ctypes
import itertools
import json
import os
import shlex
import statistics
import subprocess
import time
from dataclasses import dataclass

PR_SET_CHILD_SUBREAPER = 36
# A shell that leaves its child to us. Linux keeps a process's peak across exec, so that what Python itself started
# would seem to have had Python's size; what such a small shell has started does not. A background process of a shell
# has no stdin, hence the detour by 4.
ORPHAN = '"$@" <&4 3>&- 4<&- & echo $! >&3'
# Reads what a fetcher writes to a pipe, and is not counted.
DRAIN = ["sh", "-c", "exec cat > /dev/null"]


@dataclass
class Sample:
    wall: float
    cpu: float
    rss: float  # MB, the fetcher's own


@dataclass
class Step:
    """Pipelines that run side by side, each a list of commands; the last one's output goes to a file."""

    pipelines: list
    out: str = os.devnull


@dataclass
class Job:
    """Steps that follow each other. Which file must not be there before is removed."""

    steps: list
    fresh: str = ""

    def then(self, *commands):
        return Job([*self.steps, Step([list(commands)])], self.fresh)


def pipe(*commands, out=os.devnull, fresh=""):
    return Job([Step([list(commands)], out)], fresh)


def side_by_side(count, *commands):
    return Job([Step([list(commands)] * count)])


def prepare():
    """Has us inherit what shells leave behind, and keeps the numbers free that _start gives to descriptors."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    while os.open(os.devnull, os.O_RDONLY) < 9:
        pass


def _start(command, stdin, stdout, env, errors):
    reading, writing = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, stdin, 4), (os.POSIX_SPAWN_DUP2, stdout, 1)]
    actions += [(os.POSIX_SPAWN_DUP2, errors, 2), (os.POSIX_SPAWN_DUP2, writing, 3)]
    shell = os.posix_spawn("/bin/sh", ["sh", "-c", ORPHAN, "sh", *command], env, file_actions=actions)
    os.close(writing)
    with os.fdopen(reading) as told:
        pid = int(told.read())
    os.waitpid(shell, 0)
    return pid


def _start_pipeline(commands, out, env, errors):
    """Gives the commands with their process ids, first to last."""
    started, stdin = [], os.open(os.devnull, os.O_RDONLY)
    for number, command in enumerate(commands):
        last = number == len(commands) - 1
        after, stdout = (None, os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)) if last else os.pipe()
        started.append((command, _start(command, stdin, stdout, env, errors)))
        os.close(stdin)
        os.close(stdout)
        stdin = after
    return started


def run(job, env, log):
    if os.path.exists(job.fresh):
        os.remove(job.fresh)
    cpu, peaks = 0.0, []
    with open(log, "wb") as errors:
        begin = time.perf_counter()
        for step in job.steps:
            started = [_start_pipeline(commands, step.out, env, errors.fileno()) for commands in step.pipelines]
            for command, pid in itertools.chain.from_iterable(started):
                _, status, usage = os.wait4(pid, 0)
                if status != 0:
                    fail(command, status, log)
                if command is not DRAIN:
                    cpu += usage.ru_utime + usage.ru_stime
                    peaks.append(usage.ru_maxrss / 1024)
        return Sample(time.perf_counter() - begin, cpu, peaks[0])


def fail(command, status, log):
    with open(log, errors="replace") as errors:
        said = errors.read()
    raise SystemExit(f"bench: {shlex.join(command)} ended with status {status}\n{said}")


def run_short(job, env, log):
    """For what takes milliseconds: hyperfine's median of ten, which has less overhead, and the memory of one run."""
    [[command]] = job.steps[0].pipelines
    export = log + ".json"
    arguments = ["hyperfine", "-N", "--style", "none", "--warmup", "1", "--runs", "10", "--export-json", export]
    subprocess.run([*arguments, shlex.join(command)], env=env, check=True, stderr=subprocess.DEVNULL)
    with open(export) as exported:
        [result] = json.load(exported)["results"]
    return Sample(result["median"], result["user"] + result["system"], run(job, env, log).rss)


def median(samples):
    def middle(values):
        return statistics.median(list(values))

    return Sample(
        middle(s.wall for s in samples), middle(s.cpu for s in samples), middle(s.rss for s in samples)
    )
