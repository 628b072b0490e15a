#!/bin/sh
# Says where the backup stands: the store, the bucket, the last success, what is pending. --json is for machines.
exec /usr/local/bin/backup health "$@"
