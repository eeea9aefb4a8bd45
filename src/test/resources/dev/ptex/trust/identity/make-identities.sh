#!/bin/sh
# Makes the client certificates beside this script, in each form that people have them in. They are checked in: run this
# only to change them. Needs OpenSSL 3 with its legacy provider. Every password is "ptex".
#
#   root.pem          signed the intermediate that signed rsa.pem and ec.pem, and is what servers trust
#   rsa.pem, ec.pem   the certificate, then the intermediate's
#   pkcs8.key         the key of rsa.pem, as PKCS#8; aes.key and triple-des.key the same, encrypted
#   pkcs1.key         the key of rsa.pem, as PKCS#1; pkcs1-aes.key and pkcs1-triple-des.key the same, encrypted
#   ec-pkcs8.key      the key of ec.pem, as PKCS#8; sec1.key the same, as SEC 1
#   both.pem          rsa.pem and pkcs8.key in one file, the key first
#   new.p12           rsa.pem and its key, as OpenSSL 3 encrypts it; triple-des.p12 and rc2.p12 as older ones did
#   stranger.key      a key of no certificate here
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

days=36500
subject() { printf '/O=ptex/CN=%s' "$1"; }
printf 'basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign\n' >authority
printf 'extendedKeyUsage = clientAuth\n' >client

signed() { # file, extensions
  openssl req -new -key "$1.key" -subj "$(subject "$1")" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA "$3.pem" -CAkey "$3.key" -CAcreateserial -days "$days" -extfile "$2" -out "$1.crt"
}

for name in root intermediate ec; do
  openssl ecparam -name prime256v1 -genkey -noout -out "$name.key"
done
openssl genrsa -out rsa.key 2048
openssl genrsa -out stranger.key 2048
openssl req -x509 -new -key root.key -subj "$(subject root)" -days "$days" -addext 'keyUsage = critical, keyCertSign' \
  -out root.pem
signed intermediate authority root
cp intermediate.crt intermediate.pem
for name in rsa ec; do
  signed "$name" client intermediate
  cat "$name.crt" intermediate.pem >"$name.pem"
done

cp rsa.key pkcs8.key
openssl pkcs8 -topk8 -in rsa.key -v2 aes-256-cbc -passout pass:ptex -out aes.key
openssl pkcs8 -topk8 -in rsa.key -v1 PBE-SHA1-3DES -provider legacy -provider default -passout pass:ptex -out triple-des.key
openssl rsa -in rsa.key -traditional -out pkcs1.key
openssl rsa -in rsa.key -traditional -aes128 -passout pass:ptex -out pkcs1-aes.key
openssl rsa -in rsa.key -traditional -des3 -passout pass:ptex -out pkcs1-triple-des.key
openssl pkcs8 -topk8 -nocrypt -in ec.key -out ec-pkcs8.key
cp ec.key sec1.key
cat rsa.key rsa.pem >both.pem

packed() { # file, options
  name=$1
  shift
  openssl pkcs12 -export -name client -inkey rsa.key -in rsa.pem -passout pass:ptex -out "$name.p12" "$@"
}
packed new
packed triple-des -provider legacy -provider default -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1
packed rc2 -provider legacy -provider default -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -macalg sha1

cp root.pem rsa.pem ec.pem both.pem pkcs8.key aes.key triple-des.key pkcs1.key pkcs1-aes.key pkcs1-triple-des.key \
  ec-pkcs8.key sec1.key stranger.key ./*.p12 "$here"
chmod 644 "$here"/*.p12 "$here"/*.key
