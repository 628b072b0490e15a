package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.conf.RemoteSection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options of a crypt remote that have no setting of their own; each has rclone's default. */
record CryptReader(RemoteSection section) {
    static final CryptReader DEFAULTS = new CryptReader(new RemoteSection("", "crypt", Map.of()));

    CryptOptions.Encoding filenameEncoding() {
        String text = option("filename_encoding", "base32");
        for (CryptOptions.Encoding encoding : CryptOptions.Encoding.values()) {
            if (encoding.name().equalsIgnoreCase(text)) {
                return encoding;
            }
        }
        throw refused("filename_encoding", text, "must be one of base32, base64, base32768");
    }

    /** rclone, too, puts a missing dot in front. */
    String suffix() {
        String text = option("suffix", ".bin");
        if (text.toLowerCase(Locale.ROOT).equals("none")) {
            return "";
        }
        return text.startsWith(".") ? text : "." + text;
    }

    CryptOptions.DataEncryption dataEncryption() {
        return truth("no_data_encryption") ? CryptOptions.DataEncryption.OFF : CryptOptions.DataEncryption.ON;
    }

    CryptOptions.BadBlocks badBlocks() {
        return truth("pass_bad_blocks") ? CryptOptions.BadBlocks.PASS_AS_ZEROS : CryptOptions.BadBlocks.REFUSE;
    }

    CryptOptions.ForeignNames foreignNames() {
        return truth("strict_names") ? CryptOptions.ForeignNames.FAIL : CryptOptions.ForeignNames.SKIP;
    }

    private boolean truth(String key) {
        String text = option(key, "false");
        Boolean truth = Values.truth(text);
        if (truth == null) {
            throw refused(key, text, "must be true or false");
        }
        return truth;
    }

    private String option(String key, String otherwise) {
        @Nullable String value = section.option(key);
        return value == null ? otherwise : value;
    }

    private BackupException refused(String key, String text, String rule) {
        return new BackupException(
                ExitCode.USAGE,
                "'" + key + "' of " + Quoted.of("[" + section.name() + "]") + " in rclone.conf (" + Quoted.of(text)
                        + ") " + rule);
    }
}
