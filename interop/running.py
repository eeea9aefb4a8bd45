"""A server that runs, and a slow link to it."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time


class StartException(Exception):
    pass


class Running:
    """The processes of a server. They are in sessions of their own, so that a Ctrl-C in the terminal ends only us."""

    def __init__(self, server, site):
        self.server, self.site = server, site
        self.commands = server.commands(site)
        self.processes = []

    def __enter__(self):
        try:
            for command, port in self.commands:
                self.start(command, port)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *failure):
        while self.processes:
            self.stop()

    def restart(self):
        """Of what was started last, which is what the URL leads to."""
        self.stop()
        self.start(*self.commands[-1])

    def start(self, command, port):
        log = os.path.join(self.site.home, "log")
        with open(log, "a") as out:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd=self.site.home
            )
        self.processes.append(process)
        wait_for(port, process, log)

    def stop(self):
        process = self.processes.pop()
        # Squid leaves its shared memory behind when it is killed.
        number = signal.SIGTERM if process.args[0] == "squid" else signal.SIGKILL
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait()


def wait_for(port, process, log):
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    with open(log) as lines:
        raise StartException("did not start: " + (lines.read().strip().splitlines() or ["no word"])[-1])


class Link:
    """A way to a port that gives each connection so many bytes a second, and counts."""

    CHUNK = 65536

    def __init__(self, port, rate):
        self.target, self.rate = port, rate
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.connections = self.passed = 0

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self.relay, args=[client], daemon=True).start()

    def relay(self, client):
        with client, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.target)) as server:
            threading.Thread(target=self.up, args=[client, server], daemon=True).start()
            try:
                self.down(client, server)
            finally:
                # To close it is not enough while the other thread reads from it: the client would not hear of it.
                client.shutdown(socket.SHUT_RDWR)

    def down(self, client, server):
        while data := server.recv(self.CHUNK):
            time.sleep(len(data) / self.rate)
            client.sendall(data)
            with self.lock:
                self.passed += len(data)

    def up(self, client, server):
        with contextlib.suppress(OSError):
            while data := client.recv(self.CHUNK):
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)
