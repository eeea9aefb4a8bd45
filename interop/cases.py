"""What is fetched from each server. A case answers "ok", or what went wrong."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import tempfile
import time

from running import Link

SIZES = {"1 B": 1, "100 kB": 100_000, "3 MB": 3_000_000, "40 MB": 40_000_000}
FILES = {name: random.Random(size).randbytes(size) for name, size in SIZES.items()}
LARGE = "40 MB"
PATIENCE = 120
# Bytes a second of a connection: of the slow ones ptex wants several. Much faster ones would have so much on its way
# when the server ends that what is lost with it would look like a new beginning.
SLOW, FAST = 2_000_000, 8_000_000
ENOUGH = 16_000_000  # takes some seconds, so that a good part of it is noted for the next run


def path(name):
    return name.replace(" ", "")


class Trial:
    """One executable, one server, and a folder for one case."""

    def __init__(self, ptex, running, partner, home):
        self.ptex, self.running, self.partner, self.home = ptex, running, partner, home
        self.environment = {name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ}
        self.environment |= running.server.environment(running.site) | {
            "HOME": home,
            "SSL_CERT_FILE": os.path.join(running.site.shared, "ca.pem"),
            "PTEX_CACHE_DIR": os.path.join(home, "cache"),
            "PTEX_BACK_OFF": "200ms",
        }

    def url(self, name, port=None):
        return f"{self.running.server.scheme}://localhost:{port or self.running.site.port}/{path(name)}"

    def streamed(self, name, url):
        return self.start(url)

    def verified(self, name, url):
        file = {"name": name, "size": len(FILES[name]), "hash": hashlib.sha256(FILES[name]).hexdigest()}
        manifest = os.path.join(self.home, "lift.json")
        with open(manifest, "w") as lift:
            json.dump({"ptex": {name: url}, "scie": {"lift": {"files": [file]}}}, lift)
        return self.start(manifest, name)

    def start(self, *arguments):
        with open(os.path.join(self.home, "out"), "wb") as out, open(os.path.join(self.home, "err"), "wb") as err:
            return subprocess.Popen(
                [self.ptex, *arguments], env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err
            )

    def verdict(self, process, expected):
        try:
            status = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return f"nothing for {PATIENCE} s"
        with open(os.path.join(self.home, "out"), "rb") as out, open(os.path.join(self.home, "err"), "rb") as err:
            data, said = out.read(), err.read().decode(errors="replace").strip()
        if status or said:
            return f"exit {status}: {said.splitlines()[0] if said else 'no word'}"
        return "ok" if data == expected else f"{len(data)} wrong bytes"


def both_ways(case):
    """The case with a hash to check, so that bytes wait in a file, and without one, so that they go on at once."""

    def run(trial):
        for way in (Trial.streamed, Trial.verified):
            shutil.rmtree(trial.environment["PTEX_CACHE_DIR"], ignore_errors=True)
            outcome = case(trial, way)
            if outcome != "ok":
                return f"{way.__name__}: {outcome}"
        return "ok"

    return run


def whole(name):
    return both_ways(lambda trial, way: trial.verdict(way(trial, name, trial.url(name)), FILES[name]))


def asked_range(trial):
    return trial.verdict(trial.start("-H", "Range: bytes=100-1000099", trial.url("3 MB")), FILES["3 MB"][100:1_000_100])


def parts(trial, way):
    with Link(trial.running.site.port, SLOW) as link:
        process = way(trial, LARGE, trial.url(LARGE, link.port))
        wait_for_enough(link, process)
        outcome = trial.verdict(process, FILES[LARGE])
    return outcome if outcome != "ok" or link.connections > 1 else "over one connection"


def redirects(trial, way):
    """To the server from another one and, where it can redirect, back to that."""
    site, server = trial.running.site, trial.running.server
    last = "/away/" if server.redirects else "/"
    url = f"http://localhost:{trial.partner.plain}/to/{server.scheme}/{site.port}{last}{path('3 MB')}"
    return trial.verdict(way(trial, "3 MB", url), FILES["3 MB"])


def restart(trial, way):
    """Of the server, while the file is on its way."""
    with Link(trial.running.site.port, SLOW) as link:
        process = way(trial, LARGE, trial.url(LARGE, link.port))
        wait_for_enough(link, process)
        trial.running.restart()
        outcome = trial.verdict(process, FILES[LARGE])
    return thrifty(outcome, trial, link)


def second_run(trial):
    """Of ptex, the first of which was killed while the file was on its way."""
    with Link(trial.running.site.port, SLOW) as link:
        process = trial.verified(LARGE, trial.url(LARGE, link.port))
        wait_for_enough(link, process)
        process.kill()
        process.wait()
        outcome = trial.verdict(trial.verified(LARGE, trial.url(LARGE, link.port)), FILES[LARGE])
    return thrifty(outcome, trial, link)


def wait_for_enough(link, process):
    while link.passed < ENOUGH and process.poll() is None:
        time.sleep(0.01)
    link.rate = FAST


def thrifty(outcome, trial, link):
    """It went on where it had come to, as far as the server lets it."""
    anew = link.passed > SIZES[LARGE] + 0.9 * ENOUGH
    return f"it began anew: {link.passed} bytes" if outcome == "ok" and trial.running.server.ranges and anew else outcome


def cases(server, partner):
    """The cases for a server, by name."""
    yield from ((name, whole(name)) for name in FILES)
    if server.ranges and server.parts:
        yield "range", asked_range
        yield "parts", both_ways(parts)
    # ptex follows redirects to HTTP alone.
    if partner and server.scheme.startswith("http"):
        yield "redirects", both_ways(redirects)
    # What is on standard output cannot be taken back, so without ranges it could not go on.
    yield "restart", both_ways(restart) if server.ranges and server.parts else lambda trial: restart(trial, Trial.verified)
    yield "second run", second_run


def check(running, partner, executables, home):
    """For each case, its name and an outcome for each executable."""
    for name, case in cases(running.server, partner):
        outcomes = []
        for ptex in executables:
            with tempfile.TemporaryDirectory(dir=home) as folder:
                outcomes.append(case(Trial(ptex, running, partner, folder)))
        yield name, outcomes
