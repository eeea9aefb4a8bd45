"""What ptex does on Windows, tried on a Windows Java under wine: checks.py JAR JAVA_HOME. Started by .ci/windows."""

import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import time
import unittest
import zipfile
from pathlib import Path

from server import Server
from table import Table, troubles

JAR, JAVA = (Path(argument).resolve() for argument in sys.argv[1:3])
REPOSITORY = Path(__file__).parents[3]
DRIVE = Path(os.environ["WINEPREFIX"], "drive_c")
SHARES = Path(os.environ["WINEPREFIX"], "dosdevices", "unc")
PROFILE = DRIVE / "users" / os.environ.get("USER", "root")

# What text mode would change or end at.
BYTES = b"a\r\nb\n\x1ac"
PATIENCE = 300


def windows(path):
    """The Windows name of a file: of a drive if it is on wine's, else of wine's Z:, which is the root here."""
    path = Path(path)
    if path.is_relative_to(DRIVE):
        return "C:\\" + "\\".join(path.relative_to(DRIVE).parts)
    return "Z:" + str(path).replace("/", "\\")


def environment(**variables):
    """Wine's own, and what a check says: no proxy and no locale of this machine."""
    kept = {name: os.environ[name] for name in os.environ if name.startswith("WINE") or name in ("PATH", "HOME", "USER")}
    # Where the machine is busy, wine takes half a minute for a start, and others wait for it meanwhile.
    patient = {"PTEX_CONNECT_TIMEOUT": f"{PATIENCE}s", "PTEX_READ_TIMEOUT": f"{PATIENCE}s"}
    return {**kept, **patient, "LC_ALL": "C.UTF-8", **variables}


def command(*words, cwd=DRIVE, **variables):
    return subprocess.Popen(
        [os.environ["WINE"], *map(str, words)],
        cwd=cwd,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def start(*arguments, java_options=(), **settings):
    # A fast start counts for more than speed here.
    options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *java_options]
    return command(JAVA / "bin" / "java.exe", *options, "-jar", windows(JAR), *arguments, **settings)


class Result:
    """What a process left: its output in bytes, its exit code, its messages."""

    def __init__(self, process):
        self.output, errors = process.communicate(timeout=PATIENCE)
        self.code = process.returncode
        self.errors = errors.decode("utf-8", "replace").replace("\r\n", "\n")


def ptex(*arguments, **settings):
    return Result(start(*arguments, **settings))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def manifest(folder, url, name="x", content=None):
    entry = ""
    if content is not None:
        digest = hashlib.sha256(content).hexdigest()
        entry = f', "scie": {{"lift": {{"files": [{{"name": "{name}", "size": {len(content)}, "hash": "{digest}"}}]}}}}'
    return write(folder / "lift.json", f'{{"ptex": {{"{name}": "{url}"}}{entry}}}')


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE} s for {what}")
        time.sleep(0.05)


class Check(unittest.TestCase):
    """Each in folders of its own."""

    def setUp(self):
        self.folder = DRIVE / "t" / self._testMethodName
        shutil.rmtree(DRIVE / "t", ignore_errors=True)
        self.folder.mkdir(parents=True)

    def assert_gives(self, expected, result):
        self.assertEqual((expected, 0, ""), (result.output, result.code, result.errors))

    def assert_fails(self, code, message, result):
        self.assertEqual((b"", code), (result.output, result.code), result.errors)
        self.assertIn(message, result.errors)


class Files(Check):
    def test_version_is_the_jars(self):
        with zipfile.ZipFile(JAR) as jar:
            found = re.search(r"Implementation-Version: (\S+)", jar.read("META-INF/MANIFEST.MF").decode())
        self.assert_gives(f"{found[1]}\n".encode(), ptex("-V"))

    def test_manifest_on_a_drive_is_read(self):
        write(self.folder / "files" / "x.bin", BYTES)
        path = windows(manifest(self.folder, "files/x.bin"))
        for name in (path, path.replace("\\", "/"), "\\\\?\\" + path):
            with self.subTest(name):
                self.assert_gives(BYTES, ptex(name, "x"))

    def test_manifest_relative_to_a_drive_is_read(self):
        write(self.folder / "x.bin", BYTES)
        manifest(self.folder, "x.bin")
        for name in ("C:lift.json", "lift.json", windows(self.folder / "lift.json").removeprefix("C:")):
            with self.subTest(name):
                self.assert_gives(BYTES, ptex(name, "x", cwd=self.folder))

    def test_folder_with_an_umlaut_has_relative_files(self):
        write(self.folder / "müller" / "files" / "größe.bin", BYTES)
        path = windows(manifest(self.folder / "müller", "files/größe.bin"))
        self.assert_gives(BYTES, ptex(path, "x"))

    def test_manifest_on_a_share_has_relative_files(self):
        share = SHARES / "server" / "share"
        self.addCleanup(shutil.rmtree, SHARES, ignore_errors=True)
        write(share / "files" / "x.bin", BYTES)
        manifest(share, "files/x.bin")
        for name in (r"\\server\share\lift.json", r"\\?\UNC\server\share\lift.json"):
            with self.subTest(name):
                self.assert_gives(BYTES, ptex(name, "x"))
        for url in ("file://server/share/files/x.bin", "file:////server/share/files/x.bin"):
            with self.subTest(url):
                self.assert_gives(BYTES, ptex(url))

    def test_reference_that_is_a_path_of_windows_is_followed(self):
        file = write(self.folder / "files" / "x.bin", BYTES)
        for reference in (r"..\\files\\x.bin", windows(file).replace("\\", "\\\\"), windows(file).replace("\\", "/")):
            with self.subTest(reference):
                path = windows(manifest(self.folder / "m", reference))
                self.assert_gives(BYTES, ptex(path, "x"))

    def test_file_url_is_taken_as_libcurl_takes_it(self):
        write(self.folder / "müller" / "x.bin", BYTES)
        path = f"t/{self.folder.name}/m%C3%BCller/x.bin"
        for start_of_url in ("file:///C:/", "file://C:/", "file:/C:/", "file:C:/", "file:///C|/", "file://localhost/C:/"):
            with self.subTest(start_of_url):
                self.assert_gives(BYTES, ptex(start_of_url + path))
        backslashes = "file://C:\\" + path.replace("/", "\\")
        with self.subTest(backslashes):
            self.assert_gives(BYTES, ptex(backslashes))

    def test_path_in_place_of_a_url_is_a_usage_error(self):
        path = windows(manifest(self.folder, "x.bin"))
        self.assert_fails(2, "is a path, whose URL is file:///C:/t/", ptex(path))

    def test_missing_manifest_is_said(self):
        self.assert_fails(1, r"Failed to open lift manifest at C:\no\lift.json: no such file", ptex(r"C:\no\lift.json", "x"))

    def test_missing_file_is_said(self):
        self.assert_fails(1, "Failed to fetch file:///C:/no/x: no such file", ptex("file:///C:/no/x"))


class RemoteNames(Check):
    def test_file_of_the_urls_name_is_written(self):
        write(self.folder / "x.bin", BYTES)
        out = self.folder / "out"
        write(out / "x.bin", b"old, and longer than the new content")
        self.assert_gives(b"", ptex("-O", f"file:///C:/t/{self.folder.name}/x.bin", cwd=out))
        self.assertEqual(BYTES, (out / "x.bin").read_bytes())

    def test_failed_fetch_leaves_the_old_file(self):
        write(self.folder / "x.bin", b"old")
        self.assertEqual(1, ptex("-O", "file:///C:/no/x.bin", cwd=self.folder).code)
        self.assertEqual(["x.bin"], os.listdir(self.folder))
        self.assertEqual(b"old", (self.folder / "x.bin").read_bytes())

    def test_name_that_windows_does_not_have_is_refused(self):
        for name in ("CON", "nul.txt", "a:b", "a.", "conin$"):
            with self.subTest(name):
                self.assert_fails(2, "-O ", ptex("-O", f"file:///C:/t/{name}", cwd=self.folder))


class Network(Check):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.shutdown)
        self.cache = self.folder / "cache"

    def publish(self, size):
        content = random.Random(size).randbytes(size)
        self.server.files["/x"] = content
        return content

    def ranges(self):
        return [headers.get("Range", "") for _, headers in self.server.requests]

    def start(self, *arguments, **settings):
        return start(*arguments, PTEX_CACHE_DIR=windows(self.cache), **settings)

    def test_url_is_fetched(self):
        content = self.publish(100_000)
        self.assert_gives(content, ptex(self.server.url("/x")))

    def test_missing_url_is_said(self):
        self.assert_fails(1, "answered 404", ptex(self.server.url("/no")))

    def test_upper_case_proxy_is_used(self):
        for name in ("HTTP_PROXY", "http_proxy", "Http_Proxy"):
            with self.subTest(name):
                result = ptex("http://127.0.0.1:9/x", PTEX_PASSES="1", **{name: "http://127.0.0.1:9"})
                self.assert_fails(1, "the proxy http://127.0.0.1:9 cannot be reached", result)

    def test_setting_in_any_case_is_read(self):
        self.assert_fails(1, "ptex.passes cannot be used", ptex(self.server.url("/no"), Ptex_Passes="x"))

    def test_netrc_of_the_profile_is_read(self):
        content = self.publish(10)
        for name in ("_netrc", ".netrc"):
            with self.subTest(name):
                file = write(PROFILE / name, f"machine 127.0.0.1 login {name} password secret\n")
                self.addCleanup(file.unlink)
                self.assert_gives(content, ptex(self.server.url("/x")))
                self.assertIn("Authorization", self.server.requests[-1][1])
        self.assertEqual(2, len({headers["Authorization"] for _, headers in self.server.requests}))

    def test_netrc_of_a_variable_is_read(self):
        content = self.publish(10)
        file = write(self.folder / "passwords", "machine 127.0.0.1 login me password secret\n")
        self.assert_gives(content, ptex(self.server.url("/x"), NETRC=windows(file)))
        self.assertEqual("Basic bWU6c2VjcmV0", self.server.requests[0][1]["Authorization"])

    def test_large_file_comes_in_parts(self):
        content = self.publish(48 << 20)
        self.server.rate = 1 << 20
        path = windows(manifest(self.folder, self.server.url("/x"), content=content))
        self.assert_gives(content, Result(self.start(path, "x")))
        self.assertGreater(len(set(self.ranges())), 1)

    def test_killed_fetch_goes_on_where_it_was(self):
        content = self.publish(8 << 20)
        path = windows(manifest(self.folder, self.server.url("/x"), content=content))
        self.server.held_after = 3 << 20
        with self.start(path, "x") as first:
            wait_for(lambda: self.kept() >= 2 << 20, "2 MiB in the cache")
            first.kill()
        self.server.held_after = None
        self.assert_gives(content, Result(self.start(path, "x")))
        self.assertRegex(self.ranges()[-1], r"bytes=[1-9]\d{5,}-")

    def test_file_that_two_want_is_fetched_once(self):
        content = self.publish(4 << 20)
        self.server.held_after = 1 << 20
        path = windows(manifest(self.folder, self.server.url("/x"), content=content))
        # With more, the first asks for the rest elsewhere where the second takes long to start.
        first = self.start(path, "x", PTEX_CONNECTIONS="1")
        wait_for(lambda: self.kept() > 0, "bytes in the cache")
        second = self.start(path, "x")
        wait_for(lambda: self.has_spool_open(second), "the second to find what the first has")
        self.server.let_go.set()
        for process in (first, second):
            self.assert_gives(content, Result(process))
        self.assertEqual(1, len(self.server.requests))

    def test_finished_fetch_leaves_no_spool(self):
        content = self.publish(100_000)
        path = windows(manifest(self.folder, self.server.url("/x"), content=content))
        self.assert_gives(content, Result(self.start(path, "x")))
        self.assertEqual(0, self.kept())

    def test_reader_that_goes_away_is_no_error_message(self):
        self.publish(8 << 20)
        with start(self.server.url("/x")) as process:
            self.assertTrue(process.stdout.read(4096))
            process.stdout.close()
            process.stdout = None
            result = Result(process)
        self.assertEqual((141, ""), (result.code, result.errors))

    @staticmethod
    def has_spool_open(process):
        try:
            return any(os.readlink(entry).endswith(".part") for entry in os.scandir(f"/proc/{process.pid}/fd"))
        except FileNotFoundError:
            return False  # a descriptor was closed meanwhile

    def kept(self):
        return sum(file.stat().st_size for file in self.cache.rglob("*") if file.is_file())


class Launcher(Check):
    """launcher.cmd beside the jar, as a release has them, in a folder with a blank."""

    def setUp(self):
        super().setUp()
        self.home = self.folder / "Program Files"
        self.home.mkdir()
        shutil.copy(JAR, self.home / "ptex")
        shutil.copy(REPOSITORY / "src/main/dist/launcher.cmd", self.home / "ptex.cmd")

    def run_launcher(self, *arguments, **settings):
        settings.setdefault("JAVA_HOME", windows(JAVA))
        # As a person types it: wine would quote the words of a command for programs, which is not how cmd reads them.
        words = " ".join(f'"{word}"' for word in (windows(self.home / "ptex.cmd"), *arguments))
        # No word has a percent sign: wine 8's cmd does not survive %2.
        typed = write(self.folder / "typed.cmd", "@" + words + "\r\n")
        return Result(command("cmd", "/c", windows(typed), **settings))

    def test_bytes_are_written(self):
        folder = self.folder / "mü ller"
        write(folder / "a b" / "x y.bin", BYTES)
        manifest(folder / "a b", "x y.bin", name="x+y z")
        self.assert_gives(BYTES, self.run_launcher(r"a b\lift.json", "x+y z", cwd=folder))

    def test_exit_code_is_ptexs(self):
        self.assertEqual(1, self.run_launcher(r"C:\no\lift.json", "x").code)
        self.assertEqual(2, self.run_launcher().code)

    def test_java_is_found_on_path(self):
        result = self.run_launcher("-V", JAVA_HOME="", WINEPATH=windows(JAVA / "bin"))
        self.assertEqual(0, result.code, result.errors)

    def test_program_of_the_current_directory_is_not_run(self):
        for name in ("java.cmd", "java.bat"):
            write(self.folder / name, "@echo planted\r\n")
        for home in ("", windows(JAVA)):
            with self.subTest(home):
                result = self.run_launcher("-V", cwd=self.folder, JAVA_HOME=home)
                self.assertNotIn(b"planted", result.output)

    def test_missing_java_is_said(self):
        self.assert_fails(1, "ptex: needs a Java 17 or newer", self.run_launcher("-V", JAVA_HOME=""))
        self.assert_fails(1, r"JAVA_HOME (C:\no)", self.run_launcher("-V", JAVA_HOME=r"C:\no"))


class Modules(Check):
    """A runtime of the modules that examples/skinny-scie names, for a fetch that takes TLS."""

    def certificate(self):
        """A server's, for localhost, which is its own root."""
        key, root = self.folder / "key", self.folder / "root"
        request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        request += ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", root]
        subprocess.run(request, check=True, stderr=subprocess.DEVNULL)
        return root, write(self.folder / "both", key.read_bytes() + root.read_bytes())

    def test_documented_ones_are_enough(self):
        text = (REPOSITORY / "examples/skinny-scie/README.md").read_text()
        listed = {*re.search(r"jlink --add-modules (\S+)", text)[1].split(","), re.search(r"for Windows, add `(\S+?)`", text)[1]}
        there = Result(command(JAVA / "bin" / "java.exe", "--list-modules")).output.decode().split()
        # This Java was made without the one that reads Windows' own roots; ptex does without it, too.
        listed &= {module.split("@")[0] for module in there}
        root, both = self.certificate()
        server = Server(both)
        self.addCleanup(server.shutdown)
        server.files["/x"] = BYTES
        options = ["--limit-modules", ",".join(sorted(listed))]
        result = ptex(server.url("/x", "localhost"), java_options=options, SSL_CERT_FILE=windows(root))
        self.assert_gives(BYTES, result)

    def test_root_that_nobody_trusts_is_said(self):
        server = Server(self.certificate()[1])
        self.addCleanup(server.shutdown)
        self.assert_fails(1, "certificate", ptex(server.url("/x", "localhost"), PTEX_PASSES="1"))


def checks(suite):
    for part in suite:
        yield from checks(part) if isinstance(part, unittest.TestSuite) else [part]


if __name__ == "__main__":
    named = sys.argv[3:]
    loader = unittest.defaultTestLoader
    main = sys.modules["__main__"]
    table = Table()
    for check in checks(loader.loadTestsFromNames(named, main) if named else loader.loadTestsFromModule(main)):
        # Wine 8 ends a process by force that takes more than a second to end, as one of many threads may, and now and
        # then loses its exit code by that, or keeps its pipe open. So what fails is tried once more.
        table.show(check, troubles(check) and troubles(check))
    sys.exit(table.close())
