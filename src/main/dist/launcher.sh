#!/bin/sh
# The head of dist/ptex: finds a Java runtime and hands it this very file. A jar follows this text,
# and a jar is read from its end, so java does not mind the text. Only what POSIX asks of sh is used
# (dash, busybox and bash all run it), and no program but readlink, ls and cksum is started on the way
# to java.

# Sets version and variant from the release file of the runtime that the java executable $1 belongs
# to, without starting it: a JVM started only to ask its version would double the start-up time.
# Both stay empty where there is no such file, as with version managers' wrapper scripts. What else
# the file says (build, vendor, system) is kept too.
read_release() {
  release='' version='' variant=''
  home=${1%/bin/java}
  if [ ! -r "$home/release" ]; then
    home=$(readlink -f "$1" 2>/dev/null) || return 0
    home=${home%/bin/java}
    # Java 8 keeps its java in jre/bin.
    [ -r "$home/release" ] || home=${home%/jre}
    [ -r "$home/release" ] || return 0
  fi
  while read -r line || [ -n "$line" ]; do
    release="$release$line "
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
# An archive is good for one path only.
case $jar in
  /*) ;;
  *) [ -n "${PWD##*:*}" ] && jar=$PWD/${jar#./} ;;
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

# Class-data sharing: what the JVM makes of class files when it starts is kept in an archive, in the
# cache directory, for later runs. docs/jvm.md has the numbers, docs/adr the alternatives.

# Sets name to what the archive's name begins with, for this very file and this very build of Java: a
# stale archive would be refused, which takes longer than none. Fails where there is to be none.
name_archive() {
  case "${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-} $variant" in
    *-XX:+Use*GC* | *-Xshare* | *SharedArchive* | *AOT* | *[Oo]pen[Jj]9*) return 1 ;;
  esac
  [ "${PTEX_CDS-}" != off ] && [ -n "$release" ] || return 1
  # As the class Directories has it.
  cache=${HOME:+$HOME/.cache/ptex}
  case $release in
    *'OS_NAME="Darwin"'*) cache=${HOME:+$HOME/Library/Caches/ptex} ;;
    *) case ${XDG_CACHE_HOME-} in /*) cache=$XDG_CACHE_HOME/ptex ;; esac ;;
  esac
  cache=${PTEX_CACHE_DIR:-$cache}
  # Java splits the archive's name at colons, and would take a relative jar for another one elsewhere.
  case $cache:$jar in
    *:*:* | *:[!/]* | *:/proc/*) return 1 ;;
    /*) ;;
    *) return 1 ;;
  esac
  name=$(printf '%s\n' "$java $jar $release" "$(LC_ALL=C TZ=UTC0 ls -ldL "$jar" 2>/dev/null)" | cksum 2>/dev/null)
  name=${name:+$cache/jvm-${name%% *}}
  [ -n "$name" ]
}

# Whether nobody but this user can change what is in the directory $1: an archive is code. With $2, the
# name of a file in there, sets size to that file's.
private() {
  [ -O "$1" ] || return 1
  # One ls for both, a millisecond each.
  { read -r mode && read -r _ _ _ _ size _; } <<EOF
$(cd "$1" 2>/dev/null && LC_ALL=C ls -lnd . "${2-.}" 2>/dev/null)
EOF
  case $mode in
    ?????w* | ????????w*) return 1 ;;
    d*) ;;
    *) return 1 ;;
  esac
}

# Sets archive to the one that is there. The size is in its name: a file cut short crashes Java 17.
find_archive() {
  for archive in "$name"-*.jsa; do
    [ -f "$archive" ] && [ -O "$archive" ] && private "$cache" "${archive##*/}" || continue
    [ "$archive" != "$name-${size-}.jsa" ] || return 0
  done
  return 1
}

# Makes the archive when this run is over, at the lowest priority. Nothing waits for it, and it holds
# nothing open: scie-jump reads standard output to its end.
train() {
  # Not behind the function's name: the shell would keep the old ones to put them back.
  exec </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  trap '' HUP
  cd / && umask 077 && mkdir -p "$cache" && private "$cache" || return
  # What a careless parent left open, a lock say. Above 9, bash can close it; where sh is dash, there
  # will be another run.
  set -f
  for file in $(sh -c 'echo /dev/fd/??*'); do
    number=${file#/dev/fd/}
    [ "$number" = '??*' ] || { (eval "exec $number>&-") && eval "exec $number>&-"; } || return
  done
  set +f
  # The mark is a lock, too: one trains, and if that fails, nobody tries again for a day.
  mark=$name.mark work=$name.$$
  find "$mark" -mtime +0 -exec rm -f {} +
  (set -C && : >"$mark") || return
  seconds=0
  while kill -0 $$ && [ $((seconds += 1)) -lt 600 ]; do sleep 1; done
  if mkdir "$work" && ! find_archive; then
    nice -n 19 env -i LC_ALL=C.UTF-8 PTEX_CACHE_DIR="$work" "$java" -XX:+UseSerialGC -XX:-UsePerfData \
      -Xlog:disable -XX:ArchiveClassesAtExit="$work/jsa" -cp "$jar" dev.ptex.cli.Rehearsal "$work" &
    seconds=0
    while kill -0 $! && [ $((seconds += 1)) -lt 120 ]; do sleep 1; done
    kill -9 $!
    # Its name comes last, when all of it is on the disk.
    if wait $! && sync "$work/jsa"; then
      private "$work" jsa
      rm -f "$name"-*.jsa
      mv -f "$work/jsa" "$name-$size.jsa"
    fi
  fi
  ! find_archive || rm -f "$mark"
  rm -rf "$work"
  # What other builds have left; as SpoolCache.sweep does with unfinished files.
  find "$cache/." ! -name . -prune -name 'jvm-*' -mtime +7 -exec rm -rf {} +
}

# As -jar would, but sooner: what the jar's manifest grants is given here, without code to read it.
set -- --add-opens java.base/java.lang=ALL-UNNAMED -cp "$jar" dev.ptex.cli.Startup "$@"
[ "${major:-17}" -lt 24 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
# The JVM refuses to start with two collectors chosen; the user's choice goes before ours.
case "${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-}" in
  *-XX:+Use*GC*) ;;
  *) set -- -XX:+UseSerialGC "$@" ;;
esac
if name_archive; then
  if find_archive; then
    set -- -XX:SharedArchiveFile="$archive" "$@"
  else
    train &
  fi
fi
# stdout carries a file's bytes and nothing else, but that is where HotSpot logs trouble (a stale
# class data archive, say) and prints thread dumps. OpenJ9 does neither, and complains about -Xlog.
case $variant in
  *[Oo]pen[Jj]9*) ;;
  *) set -- -Xlog:disable -XX:+DisplayVMOutputToStderr "$@" ;;
esac
# Netty uses sun.misc.Unsafe, about which Java 24 and later warn on stderr in four lines.
set -- --sun-misc-unsafe-memory-access=allow "$@"
# Compiled code pays later in a process that ends soon. C1 compiles at 2.5 times the usual thresholds,
# C2 at 5 times, and nothing counts branches and types for C2: 0.7 of the processor time for 1 kB, 0.9
# for 1 GB over TLS. Without C2 1 kB would gain another tenth, but C1 knows no SHA instructions: 3 times
# as long for 1 GB. docs/adr has more.
set -- -XX:CompileThresholdScaling=2.5 -XX:Tier4InvocationThreshold=10000 \
  -XX:Tier4MinInvocationThreshold=1200 -XX:Tier4CompileThreshold=30000 \
  -XX:Tier4BackEdgeThreshold=80000 -XX:-ProfileInterpreter \
  -XX:+UnlockDiagnosticVMOptions -XX:-C1UpdateMethodData "$@"
# No memory-mapped statistics file per process.
set -- -XX:-UsePerfData "$@"
# Last, so that it comes first: what this JVM does not know of the above, it is to ignore.
set -- -XX:+IgnoreUnrecognizedVMOptions "$@"

# exec, so that signals reach java and the exit status is java's. What follows is no shell text:
# should exec fail, sh must not read on.
exec "$java" "$@"
exit 126
