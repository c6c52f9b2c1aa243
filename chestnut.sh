#!/usr/bin/env bash
# Starts Chestnut. Builds it first when there is no build or a source is newer than it.
#
#   JAVA_HOME            which JDK (17 or later); otherwise the java on the path
#   JAVA_OPTS            options of the Java machine, such as -Xmx8g
#   CHESTNUT_MAVEN_ARGS  options of the build, such as -Pgpu
#   CHESTNUT_WEIGHTS     folder of models (default: weights/ beside this file)
#   CHESTNUT_RUNS        folder of training runs
set -euo pipefail

# Where this file really is, whatever links lead to it (no readlink -f: macOS has it only lately).
self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  here=$(cd -P "$(dirname "$self")" && pwd)
  self=$(readlink "$self")
  case $self in /*) ;; *) self=$here/$self ;; esac
done
root=$(cd -P "$(dirname "$self")" && pwd)
target=$root/chestnut/target

fail() { # one line, then leave
  printf 'chestnut: %s\n' "$1" >&2
  exit "${2:-4}"
}

find_java() { # sets java and version; starts no Java machine where the JDK's release file tells
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "Java (JAVA_HOME=$JAVA_HOME): got no bin/java there, expected a JDK, 17 or later"
  elif [ "$(uname)" = Darwin ] && home=$(/usr/libexec/java_home -v 17+ 2>/dev/null); then
    java=$home/bin/java
  else
    java=$(command -v java) || fail "Java: got none on the path, expected a JDK, 17 or later"
  fi
  local real=$java link
  while [ -L "$real" ]; do
    link=$(readlink "$real")
    case $link in /*) real=$link ;; *) real=$(dirname "$real")/$link ;; esac
  done
  java_home=$(cd -P "$(dirname "$real")/.." && pwd)
  version=
  if [ -r "$java_home/release" ]; then
    while IFS='=' read -r key value; do
      if [ "$key" = JAVA_VERSION ]; then version=${value//\"/}; fi
    done <"$java_home/release"
  fi
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
  fi
  release=${version%%[!0-9]*}
  [ "${release:-0}" -ge 17 ] || fail "Java ($java): got version ${version:-unknown}, expected 17 or later"
}

newest_jar() { # the product's jar, if there is one
  local found
  for found in "$target"/chestnut-*.jar; do
    case $found in *-sources.jar | *-javadoc.jar | *-tests.jar) continue ;; esac
    [ -f "$found" ] && jar=$found && return 0
  done
  return 1
}

fresh() { # whether the jar is there and newer than everything it is made of
  newest_jar && [ -d "$target/lib" ] || return 1
  [ -z "$(find "$root/pom.xml" "$root/chestnut/pom.xml" "$root/chestnut/src/main" \
    -newer "$jar" -print 2>/dev/null | head -n 1)" ]
}

build() {
  command -v mvn >/dev/null || fail "Maven: got none on the path, expected 3.8 or later (to build Chestnut once)"
  [ -x "$java_home/bin/javac" ] || fail "Java ($java_home): got a runtime without a compiler, expected a JDK (to build Chestnut once)"
  mkdir -p "$target"
  printf 'chestnut: building once, about a minute ...\n' >&2
  : >"$target/build-began"
  if ! (cd "$root" && JAVA_HOME=$java_home mvn -q -B -pl :chestnut -Dmaven.test.skip=true \
    ${CHESTNUT_MAVEN_ARGS:-} package >"$target/build.log" 2>&1 </dev/null); then
    grep -m 5 -F '[ERROR]' "$target/build.log" >&2 || cat "$target/build.log" >&2
    fail "the build failed; all it said is in $target/build.log" 70
  fi
  newest_jar || fail "the build made no jar in $target" 70
  touch -r "$target/build-began" "$jar" # what was edited meanwhile is newer
  rm -f "$target"/cds-*.jsa "$target/build-began"
}

with_lock() { # runs a function while no other launcher does; a dead holder's lock is taken over
  local lock=$root/.chestnut-build holder waited=
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$lock"
      continue
    fi
    [ -n "$waited" ] || printf 'chestnut: waiting for another build (%s)\n' "$lock" >&2
    waited=yes
    sleep 1
  done
  echo $$ >"$lock/pid"
  trap 'rm -rf "$lock"' EXIT
  "$1"
  rm -rf "$lock"
  trap - EXIT
}

build_if_stale() { fresh || build; }

rehearse() { # the class archive of this JDK; an empty file says that this JDK cannot make one
  [ ! -e "$cds" ] || return 0
  "$java" "${options[@]}" -XX:ArchiveClassesAtExit="$cds.new" -jar "$jar" rehearse \
    >/dev/null 2>&1 </dev/null || rm -f "$cds.new"
  [ -s "$cds.new" ] || : >"$cds.new"
  mv -f "$cds.new" "$cds"
}

find_java
fresh || with_lock build_if_stale
newest_jar

# One thread for OpenBLAS, whose spinning pool fights OpenMP's; a fixed number for OpenMP, which
# does not spin while it waits.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=2
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
export CHESTNUT_WEIGHTS=${CHESTNUT_WEIGHTS:-$root/weights}
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) export LC_ALL=C.UTF-8 ;; esac

options=(
  -XX:+UseSerialGC
  -Xshare:auto
  -Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
  -Djava.awt.headless=true
  -Dorg.bytedeco.javacpp.cachedir="$target/natives"
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0
)
case ${1:-} in
  archive | evaluate | import | phantom | serve | train | verify) ;; # long enough for the second compiler
  *) options+=(-XX:TieredStopAtLevel=1) ;;
esac
if [ "$release" -ge 22 ]; then options+=(--enable-native-access=ALL-UNNAMED); fi
if [ "$release" -ge 24 ]; then options+=(--sun-misc-unsafe-memory-access=allow); fi

cds=$target/cds-$version.jsa
[ -e "$cds" ] || with_lock rehearse
if [ -s "$cds" ]; then
  options+=(-XX:SharedArchiveFile="$cds" -Xlog:cds=off -Xlog:cds+dynamic=off)
fi
if [ -t 2 ]; then
  options+=(-Dchestnut.terminal=true -Dchestnut.columns="$(tput cols 2>/dev/null || echo 80)")
fi

# shellcheck disable=SC2086 # JAVA_OPTS is a list of words
exec "$java" "${options[@]}" ${JAVA_OPTS:-} -jar "$jar" "$@"
