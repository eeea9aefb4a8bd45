"""What is measured: for each row, the programs that do the same job, and the ratios that ptex is to reach."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field

from measure import DRAIN, pipe, side_by_side
from wan import Distance

KB, ARCHIVE, GB = "small.bin", "archive.bin", "large.bin"
NATIVE, JVM = "ptex, native", "ptex, JVM"
ARCHIVED, PLAIN = "ptex, JVM, PTEX_CDS=on", "ptex, java -jar"
SIZES = {KB: 1_000, ARCHIVE: 27_649_024, GB: 1_000_000_000}


@dataclass
class Target:
    peer: str  # nothing for the best one
    most: float  # times the peer's
    what: str = "wall"
    program: str = ""  # whose it is; else the native executable's, where there is one


@dataclass
class Row:
    number: str
    title: str
    jobs: dict
    targets: list = field(default_factory=list)
    short: bool = False
    counts_origin: bool = False  # whether it matters how much the origin sent
    size: int = 0
    relays: list = field(default_factory=list)  # what lies between, where connections and requests are counted


def java():
    """The one that dist/ptex takes."""
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else shutil.which("java")


class Files:
    """Files with bytes that nothing can pack, each made at first need, and manifests for them."""

    def __init__(self, origin):
        self.home, self.origin, self.count = origin.home, origin, 0

    def hash(self, name):
        path = f"{self.home}/files/{name}"
        if not os.path.exists(path):
            os.makedirs(f"{self.home}/files", exist_ok=True)
            encrypt = f"openssl enc -aes-128-ctr -nosalt -pbkdf2 -pass pass:{name}"
            subprocess.run(f"{encrypt} </dev/zero 2>/dev/null | head -c {SIZES[name]} >{path}", shell=True)
        summed = subprocess.run(["openssl", "sha256", "-r", path], check=True, capture_output=True, text=True)
        return summed.stdout.split()[0]

    def manifest(self, name, *sites):
        return self.manifest_of(name, *[self.origin.url(site, name) for site in sites])

    def manifest_of(self, name, *urls):
        entry = {"name": name, "size": SIZES[name], "hash": self.hash(name)}
        content = {"ptex": {name: urls[0]}, "scie": {"lift": {"files": [entry]}}}
        if urls[1:]:
            content["ptex-mirrors"] = {name: urls[1:]}
        self.count += 1
        path = f"{self.home}/{name}-{self.count}.json"
        with open(path, "w") as manifest:
            json.dump(content, manifest)
        return path


def make(number, ptexes, reference, files, origin):
    """A row; every ptex, by its name, does the same in it."""
    return _MAKERS[number](ptexes, {"ptex 1.7": reference} if reference else {}, files, origin)


def _start_up(ptexes, reference, files, origin):
    jobs = {name: pipe([exe, "-V"]) for name, exe in {**ptexes, **reference}.items()}
    jobs["curl"] = pipe(["curl", "-V"])
    jobs["wget"] = pipe(["wget", "-V"])
    return Row("1", "`-V`", jobs, [Target("curl", 2.5)], short=True)


def _small(ptexes, reference, files, origin):
    url = origin.url("plain", KB)
    manifest = files.manifest(KB, "plain")
    jobs = {name: pipe([exe, manifest, KB]) for name, exe in {**ptexes, **reference}.items()}
    # Its archive is made in the first round, which is not counted.
    jobs[ARCHIVED] = pipe(["env", "PTEX_CDS=on", ptexes[JVM], manifest, KB])
    jobs[PLAIN] = pipe([java(), "-jar", ptexes[JVM], manifest, KB])
    jobs["curl"] = pipe(["curl", "-sS", url])
    jobs["wget"] = pipe(["wget", "-qO-", url])
    targets = [Target("curl", 2.5), Target(PLAIN, 1.0, program=JVM), Target(PLAIN, 0.65, program=ARCHIVED)]
    return Row("2", "1 kB by manifest", jobs, targets, short=True)


def _archive(ptexes, reference, files, origin):
    manifest, curl = files.manifest(ARCHIVE, "plain"), ["curl", "-sS", origin.url("plain", ARCHIVE)]
    jobs = {name: pipe([exe, manifest, ARCHIVE], DRAIN) for name, exe in ptexes.items()}
    jobs |= {f"{name} | sha256sum": pipe([exe, manifest, ARCHIVE], ["sha256sum"]) for name, exe in reference.items()}
    jobs["curl | sha256sum"] = pipe(curl, ["sha256sum"])
    jobs["curl | openssl sha256"] = pipe(curl, ["openssl", "sha256"])
    return Row("3", "27.6 MB verified, into a pipe", jobs, [Target("curl | sha256sum", 1.0)])


def _stream(ptexes, reference, files, origin):
    files.hash(GB)
    url = origin.url("plain", GB)
    jobs = {name: pipe([exe, url], DRAIN) for name, exe in {**ptexes, **reference}.items()}
    jobs["curl"] = pipe(["curl", "-sS", url], DRAIN)
    jobs["wget"] = pipe(["wget", "-qO-", url], DRAIN)
    return Row("4", "1 GB streamed, into a pipe", jobs, [Target("curl", 1.5), Target("curl", 2, "cpu")])


def _verified(number, title, site, options, most):
    def row(ptexes, reference, files, origin):
        manifest, url, out = files.manifest(GB, site), origin.url(site, GB), f"{files.home}/out"
        fetch = {name: pipe([exe, manifest, GB], out=out, fresh=out) for name, exe in {**ptexes, **reference}.items()}
        curl = pipe(["curl", "-sS", *options, "-o", out, url], fresh=out)
        aria = ["aria2c", "-q", "--allow-overwrite=true", f"--ca-certificate={origin.certificate}"]
        aria += ["-d", files.home, "-o", "out", f"--checksum=sha-256={files.hash(GB)}", url]
        jobs = {name: fetch[name] for name in ptexes}
        jobs |= {f"{name}, sha256sum": fetch[name].then(["sha256sum", out]) for name in reference}
        jobs["curl, sha256sum"] = curl.then(["sha256sum", out])
        jobs["curl, openssl sha256"] = curl.then(["openssl", "sha256", out])
        jobs["aria2c --checksum"] = pipe(aria, fresh=out)
        return Row(number, title, jobs, [Target("curl, sha256sum", most)])

    return row


def _limited(ptexes, reference, files, origin):
    manifest, url, out = files.manifest(ARCHIVE, "limited"), origin.url("limited", ARCHIVE), f"{files.home}/out"
    jobs = {name: pipe([exe, manifest, ARCHIVE], DRAIN) for name, exe in {**ptexes, **reference}.items()}
    jobs["curl"] = pipe(["curl", "-sS", url], DRAIN)
    for count in ("4", "16"):
        aria = ["aria2c", "-q", f"-x{count}", f"-s{count}", "-k1M", "--allow-overwrite=true", "-d", files.home]
        jobs[f"aria2c -x{count}"] = pipe([*aria, "-o", "out", url], fresh=out)
    # No targets: far servers (10 to 17) are measured with their distance, and this has none. Kept to compare with before.
    return Row("7", "27.6 MB, 8 MB/s for each connection", jobs)


def _mirrors(ptexes, reference, files, origin):
    both, alone, out = files.manifest(ARCHIVE, "slow", "fast"), origin.url("fast", ARCHIVE), f"{files.home}/out"
    jobs = {name: pipe([exe, both, ARCHIVE], DRAIN) for name, exe in ptexes.items()}
    jobs["curl, fast one alone"] = pipe(["curl", "-sS", alone], DRAIN)
    aria = ["aria2c", "-q", "-x4", "-s4", "-k1M", "--allow-overwrite=true", "-d", files.home, "-o", "out"]
    jobs["aria2c -x4"] = pipe([*aria, origin.url("slow", ARCHIVE), alone], fresh=out)
    return Row("8", "27.6 MB, mirrors of 1 and 20 MB/s", jobs, [Target("curl, fast one alone", 1.3)])


def _ten(ptexes, reference, files, origin):
    manifest, url = files.manifest(ARCHIVE, "plain"), origin.url("plain", ARCHIVE)
    jobs = {name: side_by_side(10, [exe, manifest, ARCHIVE], DRAIN) for name, exe in {**ptexes, **reference}.items()}
    jobs["curl | sha256sum"] = side_by_side(10, ["curl", "-sS", url], ["sha256sum"])
    return Row("9", "27.6 MB, ten at once", jobs, counts_origin=True, size=SIZES[ARCHIVE])


def _far(number, title, *distances, http2=False, most=1.1, streamed=False):
    """What lies between is on this machine, too; see wan.py."""

    def row(ptexes, reference, files, origin):
        relays = [origin.wan.relay(distance, origin.ports["tls2" if http2 else "tls1"]) for distance in distances]
        urls, out = [f"https://127.0.0.1:{relay.port}/{ARCHIVE}" for relay in relays], f"{files.home}/out"
        files.hash(ARCHIVE)
        what = [urls[0]] if streamed else [files.manifest_of(ARCHIVE, *urls), ARCHIVE]
        jobs = {name: pipe([exe, *what], DRAIN) for name, exe in ptexes.items()}
        curl = ["curl", "-sS", "--http2" if http2 else "--http1.1", urls[-1]]
        jobs["curl" if streamed else "curl | sha256sum"] = pipe(curl, DRAIN if streamed else ["sha256sum"])
        aria = ["aria2c", "-q", "-x4", "-k1M", "--allow-overwrite=true", f"--ca-certificate={origin.certificate}"]
        check = [] if streamed else [f"--checksum=sha-256={files.hash(ARCHIVE)}"]
        jobs["aria2c -x4 -k1M"] = pipe([*aria, *check, "-d", files.home, "-o", "out", *urls], fresh=out)
        words = f"27.6 MB, {title}, HTTP/{2 if http2 else '1.1'}"
        return Row(number, words, jobs, [Target("", most)], relays=relays)

    return row


DISTANCES = {
    "10": ("20 ms, 3 MB/s", Distance(0.020, 3e6)),
    "11": ("80 ms, 6 MB/s", Distance(0.080, 6e6)),
    "12": ("200 ms, 10 MB/s", Distance(0.200, 10e6)),
    "13": ("40 ms, 30 MB/s", Distance(0.040, 30e6)),
    "14": ("80 ms, 6 MB/s for all together", Distance(0.080, 6e6, 6e6)),
    "15": ("0.5 ms, a LAN", Distance(0.0005, 1e9)),
}
_FAR = {}
for _number, (_title, _distance) in DISTANCES.items():
    _FAR[f"{_number}a"] = _far(f"{_number}a", _title, _distance)
    _FAR[f"{_number}b"] = _far(f"{_number}b", _title, _distance, http2=True, most=1.25 if _number == "15" else 1.1)
_FAR["16"] = _far("16", "mirrors at 80 and 20 ms", Distance(0.080, 6e6), Distance(0.020, 3e6))
_FAR["17"] = _far("17", "80 ms, 6 MB/s, by URL", Distance(0.080, 6e6), most=1.25, streamed=True)

# Far servers first: that is where users are.
_MAKERS = _FAR | {
    "1": _start_up,
    "2": _small,
    "3": _archive,
    "4": _stream,
    "5": _verified("5", "1 GB verified, to a file", "plain", [], 0.8),
    "6a": _verified("6a", "the same over TLS, HTTP/1.1", "tls1", ["--http1.1"], 1.5),
    "6b": _verified("6b", "the same over TLS, HTTP/2", "tls2", ["--http2"], 1.5),
    "7": _limited,
    "8": _mirrors,
    "9": _ten,
}
NUMBERS = list(_MAKERS)
