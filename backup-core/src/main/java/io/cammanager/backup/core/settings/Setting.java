package io.cammanager.backup.core.settings;

import org.jspecify.annotations.Nullable;

/** Every setting there is. The constant's name is the environment variable's. */
public enum Setting {
    S3_ENDPOINT("--endpoint", "", "(AWS)", "URL of the S3 server, such as http://minio:9000"),
    S3_ACCESS_KEY(null, "", "(AWS credential chain)", "access key"),
    S3_SECRET_KEY(null, "", "(AWS credential chain)", "secret key"),
    S3_SESSION_TOKEN(null, "", "(none)", "token that goes with temporary keys"),
    S3_BUCKET("--bucket", "recordings", "", "bucket"),
    S3_PREFIX("--prefix", "", "(none)", "folder in the bucket that receives the recordings"),
    S3_REGION(null, "us-east-1", "", "region"),
    S3_PATH_STYLE(null, "auto", "", "bucket in the path of the URL: auto, true, false"),
    S3_CA_CERT(null, "", "(none)", "PEM file with the certificate authority to trust"),
    S3_CHECKSUMS(null, "auto", "", "checksums sent along: auto, supported, required, unchunked"),
    RCLONE_CONFIG(null, "", "(none)", "the rclone.conf that has the remote; elsewhere rclone's own"),
    RCLONE_CONFIG_PASS(null, "", "(none)", "password of an encrypted rclone.conf"),
    BACKUP_REMOTE(null, "", "(none)", "remote in it, such as minio-crypt: or minio:bucket/prefix"),
    CRYPT_PASSWORD(null, "", "(no encryption)", "password that encrypts as rclone crypt does"),
    CRYPT_PASSWORD2(null, "", "(none)", "the second password, the salt"),
    CRYPT_FILENAME_ENCRYPTION(null, "standard", "", "names of files: standard, obfuscate, off"),
    CRYPT_DIRECTORY_NAME_ENCRYPTION(null, "true", "", "names of directories too: true, false"),
    RECORDINGS_DIR("--source", "./recordings", "", "recordings to back up"),
    STATE_DIR("--state-dir", "", "", "what is known to be backed up"),
    SYNC_INTERVAL(null, "3600", "", "time between runs of the daemon, seconds or 30m"),
    SYNC_CRON(null, "", "(none)", "when the daemon runs, instead of SYNC_INTERVAL, such as 15 * * * *"),
    SYNC_JITTER(null, "0", "", "at most this much later, at random"),
    VERIFY_INTERVAL(null, "24h", "", "time between verifications of the daemon, or off"),
    VERIFY_ROTATE(null, "true", "", "read a part of the recordings back every day, all of them within 90: true, false"),
    DRILL_INTERVAL(null, "30d", "", "time between restore drills of the daemon, or off"),
    MIRROR_TO(null, "", "(none)", "remote that the daemon copies the bucket to, such as dr:recordings"),
    MIRROR_INTERVAL(null, "24h", "", "time between these copies"),
    PRUNE_KEEP_FREE(
            null, "", "(none)", "the daemon deletes the oldest here that the bucket proves, until so much is free"),
    PRUNE_OLDER_THAN(null, "", "(none)", "instead of PRUNE_KEEP_FREE: all that is older, such as 7d"),
    PRUNE_KEEP_DAYS(null, "1", "", "what is younger stays here in any case"),
    PRUNE_INTERVAL(null, "1h", "", "time between these deletions"),
    RETENTION_APPLY(
            null,
            "false",
            "",
            "the daemon deletes from the bucket what is older than RETENTION_DAYS, a day after marking it: true, false"),
    RETENTION_INTERVAL(null, "24h", "", "time between these deletions"),
    WATCH(null, "false", "", "send a recording as soon as it is finished: true, false"),
    GRACE(null, "5s", "", "time that files in flight get at SIGTERM"),
    HTTP_BIND(null, "127.0.0.1:8484", "", "address and port of the daemon"),
    HTTP_HOSTS(null, "", "(none)", "further names by which it is asked, such as backup-daemon"),
    API_TOKEN(null, "", "(none)", "token that its API asks for; needed for other addresses"),
    LOG_LEVEL(null, "INFO", "", "error, warn, info, debug, trace"),
    LOG_FORMAT(null, "text", "", "text, json"),
    LOG_DIR(null, "", "", "where the daemon keeps backup.log"),
    MIN_AGE("--min-age", "60s", "", "time without a change after which a file is finished"),
    TRANSFERS("--transfers", "8", "", "files in flight at once, 1 to 256"),
    PART_SIZE(null, "16Mi", "", "size of a part of a large file, 5Mi to 5Gi"),
    UPLOAD_CUTOFF(null, "200Mi", "", "files from this size on go up in parts, at most 5Gi"),
    BWLIMIT("--bwlimit", "", "(unlimited)", "bytes a second, such as 10M or 08:00,512k 19:00,10M 23:00,off"),
    RETRIES(null, "3", "", "attempts a file gets in a run, 1 to 100"),
    LEASE_TTL(null, "60s", "", "a bucket's lease that is not renewed for so long may be taken, 3s to 10m"),
    RETENTION_DAYS(null, "", "(none)", "older recordings are left out"),
    REPLACED_DAYS(null, "30", "", "what was replaced is kept for so long, by retention set"),
    BACKUP_LANG(null, "", "", "language of the messages: en, es"),
    ORDER("--order", "oldest", "", "which recordings go first: oldest, newest"),
    SHARD("--shard", "", "(all cameras)", "share of the cameras: 0/4, or /4 with JOB_COMPLETION_INDEX"),
    SMTP_URL(null, "", "(none)", "mail server for alerts, such as smtp://user:password@host:587"),
    ALERT_EMAIL_TO(null, "", "(none)", "who is mailed, with commas in between"),
    ALERT_EMAIL_FROM(null, "", "(the first who is mailed)", "who it is from"),
    SLACK_WEBHOOK_URL(null, "", "(none)", "Slack webhook for alerts"),
    WEBHOOK_URL(null, "", "(none)", "any other webhook for alerts"),
    WEBHOOK_SECRET(null, "", "(none)", "key that signs what it is sent"),
    NTFY_URL(null, "", "(none)", "ntfy topic for alerts, such as https://ntfy.sh/topic"),
    PING_URL(null, "", "(none)", "pinged at start and end of a run, as healthchecks.io wants it"),
    ALERT_DISK_FREE(null, "10%", "", "less free disk is an alert, such as 10% or 50G"),
    ALERT_SILENT(null, "2h", "", "a camera without a new recording for so long is an alert");

    private final @Nullable String flag;
    private final String defaultText;
    private final String emptyText;
    private final String about;

    Setting(@Nullable String flag, String defaultText, String emptyText, String about) {
        this.flag = flag;
        this.defaultText = defaultText;
        this.emptyText = emptyText;
        this.about = about;
    }

    /** Returns the flag that goes before the variable, or null when there is none. */
    public @Nullable String flag() {
        return flag;
    }

    /** Returns the value when nothing sets it; empty when it has none or depends on the machine. */
    public String defaultText() {
        return defaultText;
    }

    /** Returns one line on what it is, for a help text. */
    public String about() {
        return about;
    }

    /** Says whether the value must not be shown, and may come from a file named by {@code <NAME>_FILE}. */
    public boolean secret() {
        return switch (this) {
            case S3_ACCESS_KEY, S3_SECRET_KEY, S3_SESSION_TOKEN, RCLONE_CONFIG_PASS, CRYPT_PASSWORD, CRYPT_PASSWORD2 ->
                true;
            case API_TOKEN, WEBHOOK_SECRET -> true;
            case SMTP_URL, SLACK_WEBHOOK_URL, WEBHOOK_URL, NTFY_URL, PING_URL -> true; // a password or token is in them
            default -> false;
        };
    }

    /** Says whether only the daemon looks at it. */
    public boolean daemonOnly() {
        return switch (this) {
            case SYNC_INTERVAL, SYNC_CRON, SYNC_JITTER, VERIFY_INTERVAL, VERIFY_ROTATE, DRILL_INTERVAL, WATCH, GRACE ->
                true;
            case MIRROR_TO, MIRROR_INTERVAL -> true;
            case PRUNE_KEEP_FREE, PRUNE_OLDER_THAN, PRUNE_KEEP_DAYS, PRUNE_INTERVAL -> true;
            case RETENTION_APPLY, RETENTION_INTERVAL -> true;
            case HTTP_BIND, HTTP_HOSTS, API_TOKEN, LOG_FORMAT, LOG_DIR -> true;
            case SMTP_URL, ALERT_EMAIL_TO, ALERT_EMAIL_FROM, SLACK_WEBHOOK_URL, WEBHOOK_URL, WEBHOOK_SECRET -> true;
            case NTFY_URL, PING_URL, ALERT_DISK_FREE, ALERT_SILENT -> true;
            default -> false;
        };
    }

    String emptyText() {
        return emptyText;
    }
}
