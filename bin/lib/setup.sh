# shellcheck shell=bash
# Sourced by the scripts in bin/: a UTF-8 locale, a JDK, Maven, and how a script speaks. Sets ROOT.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SCRIPT=$(realpath --relative-base="$ROOT" "$0")
readonly ROOT SCRIPT
readonly OLDEST_JAVA=17

# Java takes the encoding of file names from the locale. C.UTF-8 is there on every Debian and Ubuntu.
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$SCRIPT" "$*" >&2
  exit 1
}

# Prints a command so that it can be pasted into a shell.
show() {
  local word
  printf '\n$'
  for word in "$@"; do
    [[ $word =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]] || word=${word@Q}
    printf ' %s' "$word"
  done
  printf '\n'
}

# Prints a command, then runs it.
run() {
  show "$@"
  "$@"
}

maven() { "$ROOT/mvnw" --batch-mode --no-transfer-progress "$@"; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "'$*' needs root: run this as root, or install sudo"
  fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }

packages_refreshed=
refresh_packages() {
  [ -z "$packages_refreshed" ] || return 0
  command -v apt-get >/dev/null || return 1
  apt update || fail "'apt-get update' failed"
  packages_refreshed=yes
}

# Installs Debian packages, without those that are only recommended.
install_packages() {
  refresh_packages || fail "cannot install $*: there is no apt-get here; please install it and try again"
  say "Installing $*"
  apt install -y --no-install-recommends "$@" >/dev/null || fail "'apt-get install $*' failed"
}

ensure_command() { command -v "$1" >/dev/null || install_packages "${2:-$1}"; }

# Prints the major version of the JDK whose javac is given; nothing where there is none.
java_major() {
  { "$1" -version 2>&1 || true; } | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

is_fit_javac() {
  local major
  [ -x "$1" ] && major=$(java_major "$1") && [ -n "$major" ] && [ "$major" -ge "$OLDEST_JAVA" ]
}

use_java_home() {
  export JAVA_HOME=$1
  export PATH=$JAVA_HOME/bin:$PATH
}

# Uses the first JDK that is new enough: JAVA_HOME's, the one in PATH, one of the system's. Returns 1 where there is none.
find_jdk() {
  local home on_path
  if [ -n "${JAVA_HOME:-}" ]; then
    if is_fit_javac "$JAVA_HOME/bin/javac"; then
      use_java_home "$JAVA_HOME"
      return 0
    fi
    say "JAVA_HOME ($JAVA_HOME) is not a JDK $OLDEST_JAVA or newer; looking for another"
    unset JAVA_HOME
  fi
  on_path=$(command -v javac || true)
  if [ -n "$on_path" ] && command -v java >/dev/null && is_fit_javac "$on_path"; then
    return 0
  fi
  for home in /usr/lib/jvm/*; do
    if is_fit_javac "$home/bin/javac"; then
      use_java_home "$home"
      return 0
    fi
  done
  return 1
}

install_jdk() {
  local version candidate
  refresh_packages || fail "no JDK $OLDEST_JAVA or newer, and no apt-get to install one: install one, or set JAVA_HOME"
  for version in 21 25 17; do
    candidate=$(apt-cache policy "openjdk-$version-jdk-headless" | sed -n 's/^ *Candidate: //p')
    if [[ $candidate == [0-9]* ]]; then
      install_packages "openjdk-$version-jdk-headless" ca-certificates
      return 0
    fi
  done
  fail "this system's packages have no JDK $OLDEST_JAVA or newer: install one, or set JAVA_HOME"
}

# Makes sure of a JDK, and of what the Maven wrapper needs to fetch Maven.
ensure_build_tools() {
  if ! find_jdk; then
    install_jdk
    find_jdk || fail "a JDK was installed but cannot be found; set JAVA_HOME"
  fi
  # The wrapper checks the sum of Maven's zip; without unzip it would fetch another file, which that sum refuses.
  ensure_command unzip
  say "Java: $(java -version 2>&1 | awk '!/^Picked up/ && !seen++')"
}
