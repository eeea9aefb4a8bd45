"""How each server is started: in the foreground, on given ports, with all of its files in a folder of its own."""

import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import textwrap
from dataclasses import dataclass

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# What a server cannot do without, a program or a file, and the package of Debian's that has it.
PACKAGES = {
    "nginx": "nginx-light",
    "apache2": "apache2",
    "caddy": "caddy",
    "haproxy": "haproxy",
    "lighttpd": "lighttpd",
    "/usr/lib/lighttpd/mod_openssl.so": "lighttpd-mod-openssl",
    "stunnel4": "stunnel4",
    "squid": "squid",
    "microsocks": "microsocks",
    "vsftpd": "vsftpd",
    "node": "nodejs",
}
VERSION = {"apache2": "-v", "caddy": "version", "lighttpd": "-v", "nginx": "-v", "stunnel4": "-version"}


@dataclass
class Site:
    """What a server is told."""

    home: str  # the folder for its own files
    shared: str  # the folder with the files to serve, in www, and with the certificates
    port: int  # where to listen
    away: str  # what it puts before /away/… in a redirect

    def written(self, name, text):
        path = os.path.join(self.home, name)
        with open(path, "w") as file:
            file.write(textwrap.dedent(text).strip() + "\n")
        return path

    def behind(self):
        """The same for a server that another one is in front of."""
        return Site(self.home, self.shared, free_port(), self.away)


def packaged(package):
    """The version of a program that does not tell it."""
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return (re.search(r"\d+(\.\d+)+", said.stdout) or ["?"])[0]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """The first of what it needs is the one that answers."""

    scheme: str = "https"
    needs = ()
    ranges = True
    parts = True
    redirects = True

    def commands(self, site):
        """Commands to start in this order, each with the port on which it listens."""
        raise NotImplementedError

    def environment(self, site):
        """What ptex is to find in its environment, such as the way through a proxy."""
        return {}

    def missing(self):
        return [PACKAGES[need] for need in self.needs if not (shutil.which(need) or os.path.exists(need))]

    def version(self):
        program = self.needs[0] if self.needs else sys.executable
        option = VERSION.get(program, "--version" if program in ("node", sys.executable) else "-v")
        said = subprocess.run([program, option], capture_output=True, text=True)
        return re.search(r"\d+(\.\d+)+", said.stdout + said.stderr).group()


@dataclass
class Nginx(Server):
    needs = ("nginx",)
    listen: str = ""
    extra: str = ""

    def commands(self, site):
        tls = f"ssl_certificate {site.shared}/cert.pem; ssl_certificate_key {site.shared}/key.pem;"
        text = f"""
            daemon off; pid {site.home}/nginx.pid; lock_file {site.home}/nginx.lock; error_log stderr;
            worker_processes 2; {"user root;" if os.getuid() == 0 else ""}
            events {{ worker_connections 100; }}
            http {{
              access_log off; client_body_temp_path {site.home}/t1; proxy_temp_path {site.home}/t2;
              fastcgi_temp_path {site.home}/t3; uwsgi_temp_path {site.home}/t4; scgi_temp_path {site.home}/t5;
              server {{
                listen 127.0.0.1:{site.port} {self.listen}; {tls if "ssl" in self.listen else ""} {self.extra}
                root {site.shared}/www;
                {self.places(site)}
              }}
            }}"""
        return [(["nginx", "-p", site.home, "-c", site.written("nginx.conf", text), "-e", "stderr"], site.port)]

    def places(self, site):
        return f"location /away/ {{ return 302 {site.away}$request_uri; }}"


@dataclass
class Partner(Nginx):
    """Redirects to the server that is tried, and has what that one redirects to."""

    def places(self, site):
        return f"""
            location /away/ {{ alias {site.shared}/www/; }}
            location ~ ^/to/(https?)/(\\d+)(/.*)$ {{ return 302 $1://localhost:$2$3; }}"""


@dataclass
class Apache(Server):
    needs = ("apache2",)
    protocols: str = "http/1.1"

    def commands(self, site):
        modules = ["mpm_event", "authz_core", "alias"] + ["socache_shmcb", "ssl", "http2"] * (self.scheme == "https")
        tls = f"""
            SSLEngine on
            SSLCertificateFile {site.shared}/cert.pem
            SSLCertificateKeyFile {site.shared}/key.pem"""
        # Apache does not serve as root.
        user = "User www-data\nGroup www-data"
        text = f"""
            ServerRoot {site.home}
            DefaultRuntimeDir {site.home}
            PidFile {site.home}/apache.pid
            ErrorLog {site.home}/log
            ServerName localhost
            Listen 127.0.0.1:{site.port}
            {os.linesep.join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so" for m in modules)}
            {"Protocols " + self.protocols if self.scheme == "https" else ""}
            {user if os.getuid() == 0 else ""}
            {tls if self.scheme == "https" else ""}
            Redirect 302 /away/ {site.away}/away/
            DocumentRoot {site.shared}/www
            <Directory {site.shared}/www>
            Require all granted
            </Directory>"""
        return [(["apache2", "-f", site.written("apache.conf", text), "-DFOREGROUND"], site.port)]


@dataclass
class Caddy(Server):
    needs = ("caddy",)
    protocols: str = "h1 h2"

    def commands(self, site):
        text = f"""
        {{
            admin off
            auto_https off
            storage file_system {site.home}/caddy
            servers {{
                protocols {self.protocols}
            }}
        }}
        {self.scheme}://localhost:{site.port} {{
            bind 127.0.0.1
            {f"tls {site.shared}/cert.pem {site.shared}/key.pem" if self.scheme == "https" else ""}
            root * {site.shared}/www
            redir /away/* {site.away}{{uri}} 302
            file_server
        }}"""
        config = site.written("Caddyfile", text)
        # It writes a copy of its configuration to the home directory.
        home = ["env", "-u", "XDG_CONFIG_HOME", "-u", "XDG_DATA_HOME", f"HOME={site.home}"]
        return [(home + ["caddy", "run", "--config", config, "--adapter", "caddyfile"], site.port)]


@dataclass
class HaProxy(Server):
    """In front of nginx."""

    needs = ("haproxy", "nginx")
    alpn: str = "http/1.1"

    def commands(self, site):
        behind = site.behind()
        tls = f"ssl crt {site.shared}/both.pem alpn {self.alpn}" if self.scheme == "https" else ""
        text = f"""
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            frontend front
                bind 127.0.0.1:{site.port} {tls}
                http-request redirect code 302 prefix {site.away} if {{ path_beg /away/ }}
                default_backend files
            backend files
                server one 127.0.0.1:{behind.port}
            """
        command = ["haproxy", "-db", "-f", site.written("haproxy.cfg", text)]
        return Nginx("http").commands(behind) + [(command, site.port)]


@dataclass
class Lighttpd(Server):
    needs = ("lighttpd",)

    def commands(self, site):
        text = f"""
            server.modules = ( "mod_redirect" )
            server.document-root = "{site.shared}/www"
            server.bind = "127.0.0.1"
            server.port = {site.port}
            server.errorlog = "{site.home}/log"
            server.upload-dirs = ( "{site.home}" )
            mimetype.assign = ( "" => "application/octet-stream" )
            url.redirect = ( "^/away/" => "{site.away}${{url.path}}" )
            url.redirect-code = 302
            {self.tls(site)}"""
        return [(["lighttpd", "-D", "-f", site.written("lighttpd.conf", text)], site.port)]

    def tls(self, site):
        return ""


@dataclass
class LighttpdTls(Lighttpd):
    needs = ("lighttpd", "/usr/lib/lighttpd/mod_openssl.so")
    http2: str = "disable"

    def tls(self, site):
        return f"""
            server.modules += ( "mod_openssl" )
            server.feature-flags = ( "server.h2proto" => "{self.http2}" )
            ssl.engine = "enable"
            ssl.pemfile = "{site.shared}/both.pem"
            """


@dataclass
class Stunnel(Server):
    """In front of nginx."""

    needs = ("stunnel4", "nginx")

    def commands(self, site):
        behind = site.behind()
        text = f"""
            foreground = yes
            pid =
            [files]
            accept = 127.0.0.1:{site.port}
            connect = 127.0.0.1:{behind.port}
            cert = {site.shared}/both.pem
            """
        return Nginx("http").commands(behind) + [(["stunnel4", site.written("stunnel.conf", text)], site.port)]


@dataclass
class Squid(Nginx):
    """In front of ptex: nginx, asked through a proxy."""

    needs = ("squid", "nginx")

    def commands(self, site):
        self.proxy = free_port()
        text = f"""
            http_port 127.0.0.1:{self.proxy}
            http_access allow all
            cache deny all
            memory_cache_shared off
            pinger_enable off
            netdb_filename none
            pid_filename none
            access_log none
            cache_log /dev/null
            coredump_dir {site.home}
            shutdown_lifetime 0 seconds
            """
        # The name keeps its shared memory apart from that of the machine's own squid.
        squid = ["squid", "-N", "-n", f"ptex{self.proxy}", "-d", "1", "-f", site.written("squid.conf", text)]
        return [(squid, self.proxy)] + super().commands(site)

    def environment(self, site):
        return {"http_proxy": f"http://127.0.0.1:{self.proxy}", "https_proxy": f"http://127.0.0.1:{self.proxy}"}


@dataclass
class LoginSquid(Squid):
    """Lets nobody through who does not log in, by one scheme or several; spoken to in TLS, or not."""

    tls: bool = False
    schemes: tuple = ()

    HELPERS = "/usr/lib/squid"
    PASSWORD = "pass:w\u00f6rd"

    @property
    def user(self):
        return "CORP\\jane" if "ntlm" in self.schemes else "jane"

    def commands(self, site):
        commands = super().commands(site)
        realm = "interop"
        secret = f"{self.user}:{realm}:{self.PASSWORD}".encode()
        digests = site.written("digests", f"{self.user}:{realm}:{hashlib.md5(secret).hexdigest()}")
        crypted = subprocess.run(
            ["openssl", "passwd", "-1", self.PASSWORD], check=True, capture_output=True, text=True
        ).stdout.strip()
        passwords = site.written("passwords", f"{self.user}:{crypted}")
        programs = {
            "basic": f"{self.HELPERS}/basic_ncsa_auth {passwords}",
            "digest": f"{self.HELPERS}/digest_file_auth -c {digests}",
            "ntlm": f"{self.HELPERS}/ntlm_fake_auth",
        }
        wanted = "\n".join(
            f"auth_param {scheme} program {programs[scheme]}\nauth_param {scheme} children 2 startup=1 idle=1"
            + (f"\nauth_param {scheme} realm {realm}" if scheme != "ntlm" else "")
            for scheme in self.schemes
        )
        config = os.path.join(site.home, "squid.conf")
        with open(config) as file:
            text = file.read()
        text = text.replace("http_access allow all", "acl known proxy_auth REQUIRED\nhttp_access allow known")
        if self.tls:
            pem = f"tls-cert={site.shared}/cert.pem tls-key={site.shared}/key.pem"
            text = text.replace(f"http_port 127.0.0.1:{self.proxy}", f"https_port 127.0.0.1:{self.proxy} {pem}")
        with open(config, "w") as file:
            file.write(wanted + "\n" + text)
        return commands

    def environment(self, site):
        return {
            "PTEX_PROXY_URL": f"{'https' if self.tls else 'http'}://localhost:{self.proxy}",
            "PTEX_PROXY_USERNAME": self.user,
            "PTEX_PROXY_PASSWORD": self.PASSWORD,
        }


@dataclass
class Microsocks(Nginx):
    """In front of ptex: nginx, through SOCKS 5 with a user and a password."""

    needs = ("microsocks", "nginx")

    def commands(self, site):
        self.proxy = free_port()
        login = ["-u", "jane", "-P", LoginSquid.PASSWORD]
        return [(["microsocks", "-i", "127.0.0.1", "-p", str(self.proxy), *login], self.proxy)] + super().commands(site)

    def environment(self, site):
        return {
            "PTEX_PROXY_URL": f"socks5h://localhost:{self.proxy}",
            "PTEX_PROXY_USERNAME": "jane",
            "PTEX_PROXY_PASSWORD": LoginSquid.PASSWORD,
        }

    def version(self):
        return packaged("microsocks")


@dataclass
class KnownNginx(Nginx):
    """Wants to know who asks: by a client certificate, or by a user and a password."""

    def commands(self, site):
        identity = os.path.join(PROJECT, "src/test/resources/dev/ptex/trust/identity")
        for name in ("root.pem", "rsa.pem", "aes.key", "new.p12"):
            shutil.copy(os.path.join(identity, name), site.home)
        crypted = subprocess.run(["openssl", "passwd", "-1", "secret"], check=True, capture_output=True, text=True).stdout
        site.written("passwords", f"jane:{crypted.strip()}")
        self.extra = (
            f"ssl_verify_client on; ssl_verify_depth 3; ssl_client_certificate {site.home}/root.pem;"
            if self.scheme == "https"
            else f"auth_basic interop; auth_basic_user_file {site.home}/passwords;"
        )
        return super().commands(site)

    def environment(self, site):
        return {
            "PTEX_TLS_CLIENT_CERT": f"{site.home}/rsa.pem",
            "PTEX_TLS_CLIENT_KEY": f"{site.home}/aes.key",
            "PTEX_TLS_CLIENT_KEY_PASSWORD": "ptex",
            "PTEX_AUTH_LOCALHOST_BASIC_USER": "jane",
            "PTEX_AUTH_LOCALHOST_BASIC_PASS": "secret",
        }


@dataclass
class Vsftpd(Server):
    """Anonymous, or with TLS for everything, in which data connections must resume the control connection's session."""

    needs = ("vsftpd",)
    parts = False
    redirects = False

    def commands(self, site):
        tls = f"""
            ssl_enable=YES
            allow_anon_ssl=YES
            force_anon_logins_ssl=YES
            force_anon_data_ssl=YES
            force_local_logins_ssl=YES
            force_local_data_ssl=YES
            require_ssl_reuse=YES
            ssl_ciphers=HIGH
            rsa_cert_file={site.shared}/both.pem
            """
        os.makedirs(os.path.join(site.home, "empty"), exist_ok=True)
        text = f"""
            listen=YES
            background=NO
            listen_address=127.0.0.1
            listen_port={site.port}
            anonymous_enable=YES
            local_enable=NO
            no_anon_password=YES
            anon_root={site.shared}/www
            secure_chroot_dir={site.home}/empty
            seccomp_sandbox=NO
            xferlog_enable=NO
            {"" if os.getuid() == 0 else "run_as_launching_user=YES"}
            {tls if self.scheme == "ftps" else ""}"""
        # vsftpd takes no blanks before a setting.
        config = "\n".join(line.strip() for line in text.splitlines() if line.strip())
        return [(["vsftpd", site.written("vsftpd.conf", config)], site.port)]

    def version(self):
        return packaged("vsftpd")


@dataclass
class Python(Server):
    """The server of its library, HTTP/1.0 without ranges."""

    ranges = False
    redirects = False

    def commands(self, site):
        text = f"""
            import functools, http.server, ssl
            files = functools.partial(http.server.SimpleHTTPRequestHandler, directory={site.shared + "/www"!r})
            server = http.server.ThreadingHTTPServer(("127.0.0.1", {site.port}), files)
            if {self.scheme == "https"}:
                tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                tls.load_cert_chain({site.shared + "/both.pem"!r})
                server.socket = tls.wrap_socket(server.socket, server_side=True)
            server.serve_forever()
            """
        return [([sys.executable, site.written("server.py", text)], site.port)]


@dataclass
class Ntlm(Python):
    """Lets connections in by NTLM, whose messages pyspnego checks."""

    USER, PASSWORD = "CORP\\jane", "passw\u00f6rd"

    def commands(self, site):
        users = site.written("users", f"CORP:jane:{self.PASSWORD}")
        text = f"""
            import base64, http.server, os, spnego
            os.environ["NTLM_USER_FILE"] = {users!r}
            class Files(http.server.SimpleHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                context = None
                def __init__(self, *arguments):
                    super().__init__(*arguments, directory={site.shared + "/www"!r})
                def challenge(self, token=b""):
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", "NTLM " + base64.b64encode(token).decode() if token else "NTLM")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                def do_GET(self):
                    said = self.headers.get("Authorization", "")
                    if said.startswith("NTLM "):
                        if self.context is None or self.context.complete:
                            self.context = spnego.server(protocol="ntlm")
                        answer = self.context.step(base64.b64decode(said[5:]))
                        if not self.context.complete:
                            return self.challenge(answer)
                    if self.context is None or not self.context.complete:
                        return self.challenge()
                    super().do_GET()
            http.server.ThreadingHTTPServer(("127.0.0.1", {site.port}), Files).serve_forever()
            """
        return [([sys.executable, site.written("server.py", text)], site.port)]

    def environment(self, site):
        return {"PTEX_AUTH_LOCALHOST_BASIC_USER": self.USER, "PTEX_AUTH_LOCALHOST_BASIC_PASS": self.PASSWORD}

    def missing(self):
        return [] if importlib.util.find_spec("spnego") else ["pyspnego"]


@dataclass
class Node(Server):
    """It has no server of files: this one sends streams, without lengths and without ranges."""

    needs = ("node",)
    ranges = False
    create: str = "http.createServer({}, answer)"

    def commands(self, site):
        text = f"""
            const fs = require('fs'), http = require('http'), https = require('https'), http2 = require('http2');
            const tls = {{cert: fs.readFileSync('{site.shared}/cert.pem'), key: fs.readFileSync('{site.shared}/key.pem')}};
            function answer(request, response) {{
              if (request.url.startsWith('/away/')) {{
                response.writeHead(302, {{Location: '{site.away}' + request.url}});
                response.end();
              }} else {{
                response.setHeader('ETag', '"1"');
                fs.createReadStream('{site.shared}/www' + request.url).pipe(response);
              }}
            }}
            {self.create}.listen({site.port}, '127.0.0.1');"""
        return [(["node", site.written("server.js", text)], site.port)]


SERVERS = {
    "nginx": Nginx("http"),
    "nginx-requests-1": Nginx("http", "", "keepalive_requests 1;"),
    "nginx-timeout-0": Nginx("http", "", "keepalive_timeout 0;"),
    "nginx-tls": Nginx("https", "ssl"),
    "nginx-tls-requests-1": Nginx("https", "ssl", "keepalive_requests 1;"),
    "nginx-h2": Nginx("https", "ssl http2"),
    "nginx-h2-requests-1": Nginx("https", "ssl http2", "keepalive_requests 1;"),
    "nginx-h2-timeout-0": Nginx("https", "ssl http2", "keepalive_timeout 0;"),
    "apache": Apache("http"),
    "apache-tls": Apache("https"),
    "apache-h2": Apache("https", "h2"),
    "caddy": Caddy("http"),
    "caddy-tls": Caddy("https", "h1"),
    "caddy-h2": Caddy("https"),
    "haproxy": HaProxy("http"),
    "haproxy-tls": HaProxy("https"),
    "haproxy-h2": HaProxy("https", "h2"),
    "lighttpd": Lighttpd("http"),
    "lighttpd-tls": LighttpdTls("https"),
    "lighttpd-h2": LighttpdTls("https", "enable"),
    "stunnel": Stunnel("https"),
    "squid": Squid("http"),
    "squid-connect": Squid("https", "ssl"),
    "squid-connect-h2": Squid("https", "ssl http2"),
    "squid-basic": LoginSquid("http", schemes=("basic",)),
    "squid-connect-basic": LoginSquid("https", "ssl", schemes=("basic",)),
    "squid-digest": LoginSquid("http", schemes=("digest", "basic")),
    "squid-connect-digest": LoginSquid("https", "ssl", schemes=("digest", "basic")),
    "squid-ntlm": LoginSquid("http", schemes=("ntlm", "basic")),
    "squid-connect-ntlm": LoginSquid("https", "ssl", schemes=("ntlm", "basic")),
    "squid-tls-ntlm": LoginSquid("https", "ssl", tls=True, schemes=("ntlm", "basic")),
    "microsocks": Microsocks("https", "ssl"),
    "nginx-basic": KnownNginx("http"),
    "nginx-client-certificate": KnownNginx("https", "ssl"),
    "vsftpd": Vsftpd("ftp"),
    "vsftpd-tls": Vsftpd("ftps"),
    "python": Python("http"),
    "python-tls": Python("https"),
    "python-ntlm": Ntlm("http"),
    "node": Node("http"),
    "node-tls": Node("https", "https.createServer(tls, answer)"),
    "node-h2": Node("https", "http2.createSecureServer(tls, answer)"),
}
