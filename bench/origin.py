"""The server that everything is fetched from: an nginx of our own on loopback ports that the system picks."""

import os
import socket
import subprocess
import time

import wan

SITES = {
    "plain": "",
    "tls1": "ssl",
    "tls2": "ssl http2",
    "limited": "limit_rate 8000k;",  # for each connection
    "slow": "limit_rate 1000k;",
    "fast": "limit_rate 20000k;",
}

CONFIG = """
daemon off;
worker_processes 2;
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ worker_connections 256; }}
http {{
  log_format sent '$server_port $uri $body_bytes_sent';
  access_log {home}/access.log sent;
  client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3;
  uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
  sendfile on;
  tcp_nopush on;
  ssl_certificate {home}/cert.pem;
  ssl_certificate_key {home}/key.pem;
  root {home}/files;
  {servers}
}}
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Origin:
    def __init__(self, home):
        self.home = home
        self.ports = dict(zip(SITES, free_ports(len(SITES))))
        self.certificate = f"{home}/cert.pem"
        self.wan = wan.Wan()

    def __enter__(self):
        request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        request += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        request += ["-keyout", f"{self.home}/key.pem", "-out", self.certificate]
        subprocess.run(request, check=True, stderr=subprocess.DEVNULL)
        servers = "\n  ".join(self._server(site, words) for site, words in SITES.items())
        with open(f"{self.home}/nginx.conf", "w") as config:
            config.write(("user root;" if os.getuid() == 0 else "") + CONFIG.format(home=self.home, servers=servers))
        self.process = subprocess.Popen(
            [nginx(), "-p", self.home, "-e", f"{self.home}/error.log", "-c", f"{self.home}/nginx.conf"]
        )
        self._await()
        return self

    def __exit__(self, *ignored):
        self.process.terminate()
        self.process.wait()

    def url(self, site, name):
        scheme = "https" if site.startswith("tls") else "http"
        return f"{scheme}://127.0.0.1:{self.ports[site]}/{name}"

    def sent(self):
        """How many bytes of bodies were sent so far."""
        time.sleep(0.1)  # nginx writes the line after the last byte
        with open(f"{self.home}/access.log") as log:
            return sum(int(line.split()[-1]) for line in log)

    def requests(self):
        with open(f"{self.home}/access.log") as log:
            return sum(1 for _ in log)

    def _server(self, site, words):
        listen, more = (words, "") if site.startswith("tls") else ("", words)
        return f"server {{ listen 127.0.0.1:{self.ports[site]} {listen}; {more} }}"

    def _await(self):
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.ports["plain"]), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        with open(f"{self.home}/error.log") as errors:
            raise SystemExit("bench: nginx does not start\n" + errors.read())


def nginx():
    """Debian keeps it where only root's PATH leads."""
    return next((path for path in ("/usr/sbin/nginx", "/usr/bin/nginx") if os.path.exists(path)), "nginx")
