#!/bin/sh
# The head of dist/ptex: finds a Java runtime and hands it this very file. A jar follows this text,
# and a jar is read from its end, so java does not mind the text. Only what POSIX asks of sh is used
# (dash, busybox and bash all run it), and no program but readlink is started on the way to java.

# Sets version and variant from the release file of the runtime that the java executable $1 belongs
# to, without starting it: a JVM started only to ask its version would double the start-up time.
# Both stay empty where there is no such file, as with version managers' wrapper scripts.
read_release() {
  version='' variant=''
  home=${1%/bin/java}
  if [ ! -r "$home/release" ]; then
    home=$(readlink -f "$1" 2>/dev/null) || return 0
    home=${home%/bin/java}
    # Java 8 keeps its java in jre/bin.
    [ -r "$home/release" ] || home=${home%/jre}
    [ -r "$home/release" ] || return 0
  fi
  while read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*) version=${line#*=} ;;
      JVM_VARIANT=*) variant=${line#*=} ;;
    esac
  done <"$home/release"
  version=${version#\"} version=${version%\"}
}

# Takes the executable $1 as java, unless it is missing or known to be too old.
take() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  read_release "$1"
  major=${version%%[!0-9]*}
  if [ "${major:-17}" -lt 17 ]; then
    too_old=${too_old:-Java $version at $1}
    return 1
  fi
  java=$1
}

java='' too_old=''
if [ -n "${JAVA_HOME-}" ]; then
  take "$JAVA_HOME/bin/java"
fi
if [ -z "$java" ]; then
  take "$(command -v java)"
fi
if [ -z "$java" ]; then
  if [ -n "$too_old" ]; then
    why="found only $too_old"
  elif [ -n "${JAVA_HOME-}" ]; then
    why="there is no bin/java in JAVA_HOME ($JAVA_HOME) and no java on PATH"
  else
    why='JAVA_HOME is not set and there is no java on PATH'
  fi
  printf 'ptex: needs a Java 17 or newer runtime: %s\n' "$why" >&2
  exit 1
fi

# The number of a closed standard stream would go to the first file or socket that java opens, and a
# file's bytes to that. Opened for reading only, stdout still fails as a closed one does.
true 3>&2 || exec 2>/dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null
{ true 3<&0; } 2>/dev/null || exec </dev/null

# "sh ptex" gives a bare name, which sh may have found on PATH.
jar=$0
case $jar in
  */*) ;;
  *) [ -f "$jar" ] || jar=$(command -v "$jar") ;;
esac
# java splits even the one path after -jar at colons; an open file has a path without any.
case $jar in
  *:*)
    if [ -d /proc/self/fd ]; then
      exec 9<"$jar"
      jar=/proc/self/fd/9
    fi
    ;;
esac

# Java decodes argument words, and encodes file names, in the locale's character set. In the C
# locale, or where the locale is not installed (usual in containers), that is ASCII, and a manifest
# under /home/müller cannot be opened. No system property changes that; the locale does.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
  *.[Uu][Tt][Ff]8 | *.[Uu][Tt][Ff]-8)
    # Messages are in English anyway. C.UTF-8 must be seen to exist: glibc before 2.35 may lack it.
    if [ -d /usr/lib/locale/C.utf8 ] || [ -d /usr/lib/locale/C.UTF-8 ]; then
      export LC_ALL=C.UTF-8
    fi
    ;;
esac

set -- -jar "$jar" "$@"
# The JVM refuses to start with two collectors chosen; the user's choice goes before ours.
case "${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-}" in
  *-XX:+Use*GC*) ;;
  *) set -- -XX:+UseSerialGC "$@" ;;
esac
# stdout carries a file's bytes and nothing else, but that is where HotSpot logs trouble (a stale
# class data archive, say) and prints thread dumps. OpenJ9 does neither, and complains about -Xlog.
case $variant in
  *[Oo]pen[Jj]9*) ;;
  *) set -- -Xlog:disable -Xlog:all=error:stderr -XX:+DisplayVMOutputToStderr "$@" ;;
esac
# Netty uses sun.misc.Unsafe, about which Java 24 and later warn on stderr in four lines.
set -- --sun-misc-unsafe-memory-access=allow "$@"
# No memory-mapped statistics file per process.
set -- -XX:-UsePerfData "$@"
# Last, so that it comes first: what this JVM does not know of the above, it is to ignore.
set -- -XX:+IgnoreUnrecognizedVMOptions "$@"

# exec, so that signals reach java and the exit status is java's. What follows is no shell text:
# should exec fail, sh must not read on.
exec "$java" "$@"
exit 126
