package io.cammanager.backup.cli;

import io.cammanager.backup.core.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
    @Option(names = "--source", paramLabel = "DIR", description = "Recordings to back up (RECORDINGS_DIR).")
    private @Nullable String source;

    @Option(names = "--endpoint", paramLabel = "URL", description = "S3 server (S3_ENDPOINT).")
    private @Nullable String endpoint;

    @Option(names = "--bucket", paramLabel = "NAME", description = "Bucket (S3_BUCKET).")
    private @Nullable String bucket;

    @Option(names = "--prefix", paramLabel = "FOLDER", description = "Folder in the bucket (S3_PREFIX).")
    private @Nullable String prefix;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Where it is kept what is backed up (STATE_DIR).")
    private @Nullable String stateDirectory;

    @Option(names = "--json", description = "Write JSON lines; the last one is the summary.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean unusedHelp; // picocli itself acts on it

    boolean json() {
        return json;
    }

    /** Returns the settings that the command line sets, to be added to. */
    Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        put(flags, Setting.RECORDINGS_DIR, source);
        put(flags, Setting.S3_ENDPOINT, endpoint);
        put(flags, Setting.S3_BUCKET, bucket);
        put(flags, Setting.S3_PREFIX, prefix);
        put(flags, Setting.STATE_DIR, stateDirectory);
        return flags;
    }

    static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }
}
