#!/bin/sh
# Asks the daemon to sync now, or next if a run is under way; shows the run and ends with its exit code.
#
#   /manual-sync.sh [--dry-run] [--verbose] [--verify]
exec java @/app/client.options -jar /app/backup-daemon.jar sync "$@"
