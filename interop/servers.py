"""How the servers are started, each in the foreground and from a directory of its own."""

import contextlib
import os
import signal
import subprocess
import sys

PACKAGES = {"nginx": "nginx-light", "apache2": "apache2", "caddy": "caddy", "haproxy": "haproxy"}
PACKAGES |= {"lighttpd": "lighttpd", "stunnel4": "stunnel4", "squid": "squid", "node": "nodejs", "openssl": "openssl"}


class Server:
    scheme = "https"
    ranges = True
    redirects = False

    def commands(self, home, port, redirect, free_port):
        """Commands, each with the port that it listens on."""
        raise NotImplementedError


def written(home, name, text):
    path = os.path.join(home, name)
    with open(path, "w") as file:
        file.write(text)
    return path


class Nginx(Server):
    redirects = True

    def __init__(self, listen="ssl", extra="", scheme="https"):
        self.listen, self.extra, self.scheme = listen, extra, scheme

    def commands(self, home, port, redirect, free_port):
        tls = f"ssl_certificate {home}/cert.pem; ssl_certificate_key {home}/key.pem;" if "ssl" in self.listen else ""
        text = f"""
            daemon off; pid {home}/nginx.pid; error_log stderr; worker_processes 2; {"user root;" if os.getuid() == 0 else ""}
            events {{ worker_connections 100; }}
            http {{
              access_log off; root {home}/www; client_body_temp_path {home}/t1; proxy_temp_path {home}/t2;
              fastcgi_temp_path {home}/t3; uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
              server {{ listen 127.0.0.1:{port} {self.listen}; {tls} {self.extra} }}
              server {{ listen 127.0.0.1:{redirect};
                location / {{ return 302 {self.scheme}://localhost:{port}$request_uri; }} }}
            }}"""
        return [(["nginx", "-c", written(home, "nginx.conf", text), "-e", "stderr"], port)]


class Apache(Server):
    def __init__(self, scheme="https"):
        self.scheme = scheme

    def commands(self, home, port, redirect, free_port):
        tls = f"""
            LoadModule socache_shmcb_module /usr/lib/apache2/modules/mod_socache_shmcb.so
            LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
            LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
            Protocols h2 http/1.1
            SSLEngine on
            SSLCertificateFile {home}/cert.pem
            SSLCertificateKeyFile {home}/key.pem"""
        text = f"""
            ServerRoot {home}
            ServerName localhost
            Listen 127.0.0.1:{port}
            PidFile {home}/apache.pid
            ErrorLog {home}/apache.log
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            DocumentRoot {home}/www
            <Directory {home}/www>
            Require all granted
            </Directory>
            {tls if self.scheme == "https" else ""}"""
        return [(["apache2", "-f", written(home, "apache.conf", text), "-DFOREGROUND"], port)]


class Caddy(Server):
    def commands(self, home, port, redirect, free_port):
        text = f"""{{
            admin off
            auto_https off
            storage file_system {home}/caddy
        }}
        https://localhost:{port} {{
            bind 127.0.0.1
            tls {home}/cert.pem {home}/key.pem
            root * {home}/www
            file_server
        }}"""
        path = written(home, "Caddyfile", text)
        return [(["env", f"HOME={home}", "caddy", "run", "--config", path, "--adapter", "caddyfile"], port)]


class HaProxy(Server):
    def commands(self, home, port, redirect, free_port):
        behind = free_port()
        text = f"""
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend tls
    bind 127.0.0.1:{port} ssl crt {home}/both.pem alpn h2,http/1.1
    default_backend files
backend files
    server one 127.0.0.1:{behind}
"""
        return Nginx("", "", "http").commands(home, behind, free_port(), free_port) + [
            (["haproxy", "-db", "-f", written(home, "haproxy.cfg", text)], port)
        ]


class Lighttpd(Server):
    scheme = "http"

    def commands(self, home, port, redirect, free_port):
        text = f"""
            server.document-root = "{home}/www"
            server.bind = "127.0.0.1"
            server.port = {port}
            server.errorlog = "{home}/lighttpd.log"
            mimetype.assign = ( "" => "application/octet-stream" )"""
        return [(["lighttpd", "-D", "-f", written(home, "lighttpd.conf", text)], port)]


class Python(Server):
    scheme = "http"
    ranges = False

    def commands(self, home, port, redirect, free_port):
        command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", f"{home}/www", str(port)]
        return [(command, port)]


class Stunnel(Server):
    ranges = False

    def commands(self, home, port, redirect, free_port):
        behind = free_port()
        text = f"""
foreground = yes
pid =
[files]
accept = 127.0.0.1:{port}
connect = 127.0.0.1:{behind}
cert = {home}/both.pem
"""
        return Python().commands(home, behind, free_port(), free_port) + [
            (["stunnel4", written(home, "stunnel.conf", text)], port)
        ]


class Node(Server):
    """With what Node itself has: no file server, so streams, without ranges and without lengths."""

    ranges = False

    def __init__(self, scheme):
        self.scheme = scheme

    def commands(self, home, port, redirect, free_port):
        settings = f"{{cert: fs.readFileSync('{home}/cert.pem'), key: fs.readFileSync('{home}/key.pem'), allowHTTP1: true}}"
        create = (
            f"require('http2').createSecureServer({settings}, answer)"
            if self.scheme == "https"
            else "require('http').createServer(answer)"
        )
        text = f"""
            const fs = require('fs');
            function answer(request, response) {{
              response.setHeader('ETag', '"1"');
              fs.createReadStream('{home}/www' + request.url).pipe(response);
            }}
            {create}.listen({port}, '127.0.0.1');"""
        return [(["node", written(home, "server.js", text)], port)]


class BehindSquid(Nginx):
    """nginx, asked through a proxy."""


SERVERS = {
    "nginx": Nginx("", "", "http"),
    "nginx-tls": Nginx(),
    "nginx-h2": Nginx("ssl http2"),
    "nginx-h2-keepalive-requests-1": Nginx("ssl http2", "keepalive_requests 1;"),
    "nginx-h2-keepalive-timeout-0": Nginx("ssl http2", "keepalive_timeout 0;"),
    "nginx-keepalive-requests-1": Nginx("", "keepalive_requests 1;", "http"),
    "apache": Apache("http"),
    "apache-h2": Apache(),
    "caddy-h2": Caddy(),
    "haproxy-h2": HaProxy(),
    "lighttpd": Lighttpd(),
    "stunnel": Stunnel(),
    "python": Python(),
    "node": Node("http"),
    "node-h2": Node("https"),
    "squid": BehindSquid("", "", "http"),
    "squid-connect": BehindSquid(),
}


@contextlib.contextmanager
def proxy(name, home, free_port, wait_for):
    """The environment that leads through a proxy, where the server has one."""
    if not isinstance(SERVERS[name], BehindSquid):
        yield {}
        return
    port = free_port()
    text = f"""
http_port 127.0.0.1:{port}
http_access allow all
cache deny all
pid_filename none
access_log none
cache_log {home}/squid.log
coredump_dir {home}
shutdown_lifetime 0 seconds
{"cache_effective_user root" if os.getuid() == 0 else ""}
"""
    command = ["squid", "-N", "-f", written(home, "squid.conf", text)]
    log = open(os.path.join(home, "log"), "a")
    process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(port, process, home)
        yield {"http_proxy": f"http://127.0.0.1:{port}", "https_proxy": f"http://127.0.0.1:{port}"}
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
