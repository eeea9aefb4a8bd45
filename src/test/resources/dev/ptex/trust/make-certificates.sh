#!/bin/sh
# Makes the certificates beside this script, for tests that speak TLS over loopback.
# They are checked in: run this only to change them. Needs OpenSSL 3.
#
#   ca.pem            the tests' own root, "CN=ptex test CA"
#   other-ca.pem      a root that has signed nothing here
#   impostor-ca.pem   has the name of ca.pem, but another key
#   localhost         localhost, 127.0.0.1, ::1; signed by ca.pem
#   other-name        example.org, *.example.net; signed by ca.pem
#   expired           localhost, for the year 2001; signed by ca.pem
#   future            localhost, from the year 2120 on; signed by ca.pem
#   self-signed       localhost; signed by itself
#   namesake          a root that has the name of self-signed, but an RSA key
#   chained           localhost; signed by an intermediate that ca.pem signed and the .p12 has too
#   weak              localhost; signed by ca.pem, but its RSA key has only 768 bits
#   hostile           has escape sequences in its names, and many of them; signed by ca.pem
#   underscore        my_host.localhost, *.under_score.localhost; signed by ca.pem
#   misplaced         has 127.0.0.1 as a name; signed by ca.pem
#   client            not for servers: its extended key usage is clientAuth
#
# Each leaf is there as .pem (the certificate) and, where a server needs it, as .p12 (with its key; password: ptex).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ESC=$(printf '\033')
export ESC
: >index.txt
openssl rand -hex 8 >serial

cat >openssl.cnf <<'CONFIG'
[req]
distinguished_name = name
prompt = no
[name]
[ca]
default_ca = tests
[tests]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = anything
unique_subject = no
[anything]
commonName = supplied
organizationName = optional
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[localhost]
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
extendedKeyUsage = serverAuth
[other_name]
subjectAltName = DNS:example.org, DNS:*.example.net
extendedKeyUsage = serverAuth
[hostile]
subjectAltName = DNS:a$ENV::ESC[2J.example, DNS:b.example, DNS:c.example, DNS:d.example, DNS:e.example, DNS:f.example
[underscore]
subjectAltName = DNS:my_host.localhost, DNS:*.under_score.localhost
extendedKeyUsage = serverAuth
[misplaced]
subjectAltName = DNS:127.0.0.1
extendedKeyUsage = serverAuth
[client]
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
extendedKeyUsage = clientAuth
CONFIG

key() {
  [ -f "$1.key" ] || openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

# Fixed dates, so that the clock of the machine that made these does not matter.
from=20200101000000Z
to=21200101000000Z

self_signed() { # file, name, extensions
  key "$1"
  openssl req -new -config openssl.cnf -key "$1.key" -subj "$2" -out "$1.csr"
  openssl ca -batch -notext -config openssl.cnf -in "$1.csr" -out "$1.pem" -selfsign -keyfile "$1.key" \
    -extensions "$3" -startdate "$from" -enddate "$to"
}

signed() { # file, name, issuer's file, extensions, first moment, last moment
  key "$1"
  openssl req -new -config openssl.cnf -key "$1.key" -subj "$2" -out "$1.csr"
  openssl ca -batch -notext -config openssl.cnf -in "$1.csr" -out "$1.pem" -cert "$3.pem" -keyfile "$3.key" \
    -extensions "$4" -startdate "$5" -enddate "$6"
}

packed() { # file, then other certificates to send
  name=$1
  shift
  openssl pkcs12 -export -name server -inkey "$name.key" -in "$name.pem" "$@" -passout pass:ptex -out "$name.p12"
}

self_signed ca "/CN=ptex test CA" root
self_signed other-ca "/CN=another test CA" root
self_signed impostor-ca "/CN=ptex test CA" root
self_signed self-signed "/CN=localhost" localhost
openssl genrsa -out namesake.key 2048
self_signed namesake "/CN=localhost" root
signed localhost "/CN=localhost" ca localhost "$from" "$to"
signed other-name "/O=ptex/CN=example.org" ca other_name "$from" "$to"
signed expired "/CN=localhost" ca localhost 20010101000000Z 20020101000000Z
signed future "/CN=localhost" ca localhost "$to" 21210101000000Z
signed intermediate "/CN=ptex test intermediate" ca root "$from" "$to"
signed chained "/CN=localhost" intermediate localhost "$from" "$to"
openssl genrsa -out weak.key 768
signed weak "/CN=localhost" ca localhost "$from" "$to"
signed hostile "/CN=evil$ESC[2J" ca hostile "$from" "$to"
signed underscore "/CN=my_host.localhost" ca underscore "$from" "$to"
signed misplaced "/CN=127.0.0.1" ca misplaced "$from" "$to"
signed client "/CN=localhost" ca client "$from" "$to"

for leaf in localhost other-name expired future self-signed client underscore misplaced; do
  packed "$leaf"
done
packed chained -certfile intermediate.pem

rm -f -- "$here"/*.pem "$here"/*.p12
cp ca.pem other-ca.pem impostor-ca.pem localhost.pem other-name.pem expired.pem future.pem self-signed.pem \
  intermediate.pem chained.pem weak.pem hostile.pem client.pem underscore.pem misplaced.pem namesake.pem ./*.p12 "$here"
chmod 644 "$here"/*.p12
