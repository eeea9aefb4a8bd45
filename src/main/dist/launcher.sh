#!/bin/sh
# The head of dist/ptex: finds a Java runtime and hands it this very file. A jar follows this text, and a jar is read
# from its end, so java does not mind the text. Only what POSIX asks of sh is used.

# Takes the executable $1 as java, unless it is missing or known to be too old. What the runtime's release file says of
# its version spares the start of a JVM that is only asked for it; a version manager's script has no such file.
take() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  home=${1%/bin/java} release='' version=''
  [ -r "$home/release" ] || { home=$(readlink -f "$1" 2>/dev/null) && home=${home%/bin/java}; }
  # Java 8 keeps its java in jre/bin.
  [ -r "$home/release" ] || home=${home%/jre}
  [ ! -r "$home/release" ] || while read -r line || [ -n "$line" ]; do
    release="$release$line "
    case $line in JAVA_VERSION=*) version=${line#*=} version=${version#\"} version=${version%\"} ;; esac
  done <"$home/release"
  major=${version%%[!0-9]*}
  if [ "${major:-17}" -ge 17 ]; then java=$1; else too_old=${too_old:-Java $version at $1} && return 1; fi
}

java='' too_old='' place='no java on PATH' path=$(command -v java)
# macOS has a stub there, which opens a window if no Java is installed. java_home would print JAVA_HOME, were it set.
if [ "$path" = /usr/bin/java ] && [ -x /usr/libexec/java_home ]; then
  path=$(unset JAVA_HOME && /usr/libexec/java_home -F -v 17+ 2>/dev/null) && path=$path/bin/java
  place='none that /usr/libexec/java_home knows'
fi
[ -n "${JAVA_HOME-}" ] && take "$JAVA_HOME/bin/java" || take "$path" || {
  why="JAVA_HOME is not set and there is $place"
  [ -z "${JAVA_HOME-}" ] || why="there is no bin/java in JAVA_HOME ($JAVA_HOME) and $place"
  printf 'ptex: needs a Java 17 or newer runtime: %s\n' "${too_old:+found only }${too_old:-$why}" >&2
  exit 1
}

# The number of a closed standard stream would go to the first file or socket that java opens, and a file's bytes to
# that. Opened for reading only, stdout still fails as a closed one does.
true 3>&2 || exec 2>/dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null
{ true 3<&0; } 2>/dev/null || exec </dev/null

# "sh ptex" gives a bare name, which sh may have found on PATH.
jar=$0
case $jar in */*) ;; *) [ -f "$jar" ] || jar=$(command -v "$jar") ;; esac
# java splits even the one path after -jar at colons; an open file has a path without any.
case $jar in *:*) [ ! -d /proc/self/fd ] || { exec 9<"$jar" && jar=/proc/self/fd/9; } ;; esac

# Java does not start in a directory that was removed, though a URL needs none. What is relative is not found then, as
# the system itself finds and makes nothing below that directory when it is open.
nowhere=''
[ -n "$(pwd -P 2>/dev/null)" ] || {
  if { true 8<.; } 2>/dev/null; then exec 8<.; else exec 8<&-; fi
  cd / && nowhere=-Duser.dir=/proc/self/fd/8
}

# Java decodes argument words, and encodes file names, in the locale's character set. In the C locale, or where the
# locale is not installed (usual in containers), that is ASCII, and a manifest under /home/müller cannot be opened.
# C.UTF-8 must be seen to exist: glibc before 2.35 may lack it.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
  *.[Uu][Tt][Ff]8 | *.[Uu][Tt][Ff]-8)
    if [ -d /usr/lib/locale/C.utf8 ] || [ -d /usr/lib/locale/C.UTF-8 ]; then export LC_ALL=C.UTF-8; fi ;;
esac

# PTEX_CDS=on: what Java makes of class files when it starts is kept in an archive for later runs; see docs/jvm.md.
# Sets archive, and makes it if need be. Fails where there is to be none: also where somebody else but root could change
# what is in the folder for archives, as they are code. It is in the cache directory, as cli/Directories has that.
find_archive() {
  cache=''
  case ${HOME-} in /*) [ ! -d "$HOME" ] || cache=$HOME/.cache/ptex ;; esac
  case $release in
    '' | *[Oo]pen[Jj]9*) return 1 ;;
    *'OS_NAME="Darwin"'*) cache=${cache:+$HOME/Library/Caches/ptex} ;;
    *) case ${XDG_CACHE_HOME-} in /*) cache=$XDG_CACHE_HOME/ptex ;; esac ;;
  esac
  cache=${PTEX_CACHE_DIR:-$cache} user=$(id -u)
  case $cache in '') return 1 ;; /*) ;; *) cache=$PWD/$cache ;; esac
  case $jar in /*) ;; *) jar=$PWD/${jar#./} ;; esac
  # An archive is good for one path only; Java splits at colons here, too; and Java 17 keeps none of ptex' own classes
  # in it if the path has anything that a URL writes as a code.
  [ -z "$(printf %s "$jar" | LC_ALL=C tr -d 'A-Za-z0-9/._+,@~-')" ] || return
  case $cache$jar in *:* | */proc/self/fd/9) return 1 ;; esac
  # What is made is made for oneself: not in the home of somebody else (sudo -E).
  folder=$cache/cds
  [ ! -h "$folder" ] && others_cannot_change "$folder" && (umask 077 && mkdir -p "$folder") || return
  folder=$(cd "$folder" && pwd -P) || return
  # Java would refuse an archive of another jar or another Java, which takes longer than none.
  key=$(printf '%s\n' "$java" "$jar" "$release" "$(LC_ALL=C TZ=UTC0 ls -ldL "$jar")" | cksum) key=${key%% *}
  named || { (umask 077 && train) >/dev/null; named; }
}

# Fails if others than the user and root may change what is in a folder, or in the first one above it that exists.
others_cannot_change() {
  above=$1
  until [ -d "$above" ]; do above=${above%/*}; above=${above:-/}; done
  above=$(cd "$above" && pwd -P) && set -- / || return
  while [ "${above:-/}" != / ]; do set -- "$@" "$above" && above=${above%/*}; done
  others=$(find "$@" -prune \( ! -user "$user" ! -user 0 -o \( -perm -020 -o -perm -002 \) \
    \( ! -user 0 -o ! -perm -1000 \) \)) && [ -z "$others" ]
}

# Sets archive to that of the key. The name has its size, too, as Java 17 crashes on a file that was cut short.
named() {
  for archive in "$folder/$key"-*.jsa; do
    size=${archive##*-}
    [ -z "$(find "$archive" -prune -type f -size "${size%.jsa}c")" ] || return 0
  done
  return 1
}

# Makes the archive. One run does; if that fails, or is killed, the folder "new" stops others from trying for a day.
# What the jar's manifest opens for -jar is to be said here: JBoss Threads needs it from Java 24 on.
train() {
  new=$folder/new
  if [ -n "$(find "$new" -prune -type d -mtime +0)" ]; then rm -f "$new/jsa" "$new/lift.json" && rmdir "$new"; fi
  mkdir "$new" && env -i LC_ALL=C.UTF-8 PTEX_CACHE_DIR="$cache" PTEX_PASSES=1 PTEX_READ_TIMEOUT=5s \
    "$java" -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable -XX:ArchiveClassesAtExit="$new/jsa" \
    --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$jar" dev.ptex.cli.Rehearsal "$new" </dev/null || return
  # Before it has a name, all of it is to be on the disk.
  sync "$new/jsa"
  mv -f "$new/jsa" "$folder/$key-$(($(wc -c <"$new/jsa"))).jsa" && rmdir "$new"
  # What other builds have left.
  find "$folder/." ! -name . -prune -type f -name '[0-9]*-[0-9]*.jsa' ! -name '*[!0-9-]*.jsa' ! -name '*-*-*' \
    -mtime +7 -exec rm -f {} +
}

archive=''
[ "${PTEX_CDS-}" != on ] || find_archive 2>/dev/null || archive=''
set -- ${nowhere:+"$nowhere"} -jar "$jar" "$@"
[ -z "$archive" ] || set -- -XX:SharedArchiveFile="$archive" "$@"
# The JVM refuses to start with two collectors chosen.
case "${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-}" in
  *-XX:+Use*GC*) ;; *) set -- -XX:+UseSerialGC "$@" ;;
esac
# stdout carries a file's bytes and nothing else, but that is where HotSpot logs trouble, prints thread dumps, and says
# that it has crashed (an archive may be damaged), which it also writes into the current directory. OpenJ9 does nothing
# of that, and complains about -Xlog.
case $release in *[Oo]pen[Jj]9*) ;;
  *) set -- -Xlog:disable -XX:+DisplayVMOutputToStderr -XX:+SuppressFatalErrorMessage "$@" ;;
esac
# No file of statistics per process; no warning of Java 24 and later about Netty's use of sun.misc.Unsafe; and what this
# JVM does not know of all this, it is to ignore. exec, so that signals reach java and the exit status is java's.
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData --sun-misc-unsafe-memory-access=allow "$@"
# What follows is no shell text: should exec fail, sh must not read on.
exit 126
