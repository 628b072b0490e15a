#!/bin/sh
# Runs in the build of the image: writes the JVM's options to /app, and archives of the classes that a start loads, which
# makes a start faster. Without an archive everything works, so none of this may break the build.
set -eu

for options in daemon client cli; do
  sed '/^#/d' "/build/options/$options" >"/app/$options.options"
done

# A run for training: a recording to send, and a store that does not answer.
training=$(mktemp -d)
mkdir -p "$training/recordings/camera"
echo training >"$training/recordings/camera/2026-01-01_00-00-00.mp4"
touch -d '2026-01-01 00:01:00' "$training/recordings/camera/2026-01-01_00-00-00.mp4"
export S3_ENDPOINT=http://127.0.0.1:9 S3_ACCESS_KEY=training S3_SECRET_KEY=training RETRIES=1
export RECORDINGS_DIR="$training/recordings" STATE_DIR="$training/state" LOG_DIR="$training/logs"

train_daemon() {
  timeout --signal=TERM --kill-after=30 8 java @/app/daemon.options -XX:ArchiveClassesAtExit="$1" \
    -jar /app/backup-daemon.jar &
  # Once it serves, so that the archive has what answers a request, and what asks.
  sleep 4
  java @/app/client.options -jar /app/backup-daemon.jar check
  wait "$!"
}

train_cli() {
  timeout --signal=TERM --kill-after=30 60 java @/app/cli.options -XX:ArchiveClassesAtExit="$1" \
    -jar /app/backup-cli.jar sync
}

# archive NAME OPTIONS...: trains the program, and has the JVM use the archive with these options if it accepts it.
archive() {
  name=$1
  shift
  "train_$name" "/app/$name.jsa" >"$training/log" 2>&1 || true
  for options in "$@"; do
    if java "@/app/$options.options" -Xshare:on -XX:SharedArchiveFile="/app/$name.jsa" \
      -jar "/app/backup-$name.jar" --version >>"$training/log" 2>&1; then
      echo "-XX:SharedArchiveFile=/app/$name.jsa" >>"/app/$options.options"
    else
      echo "no archive of classes for $options; it will start more slowly" >&2
      tail -n 5 "$training/log" >&2
    fi
  done
  [ ! -f "/app/$name.jsa" ] || chmod 0644 "/app/$name.jsa"
}

archive daemon daemon client
archive cli cli
rm -rf "$training"
ls -l /app
