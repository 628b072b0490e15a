package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How recordings are encrypted, in the terms of rclone crypt.
 *
 * @param password never empty
 * @param password2 the salt; null for rclone's own, which everybody knows
 * @param suffix what a file's name ends with where names are not encrypted; empty, or begins with a dot
 */
public record CryptSettings(
        Secret password,
        @Nullable Secret password2,
        FilenameEncryption filenameEncryption,
        DirectoryNameEncryption directoryNameEncryption,
        FilenameEncoding filenameEncoding,
        String suffix,
        DataEncryption dataEncryption,
        BadBlocks badBlocks,
        ForeignNames foreignNames) {
    /** What becomes of the names of files. */
    public enum FilenameEncryption {
        STANDARD,
        OBFUSCATE,
        OFF
    }

    /** What becomes of the names of directories, where those of files are encrypted. */
    public enum DirectoryNameEncryption {
        ON,
        OFF
    }

    /** How an encrypted name is written. */
    public enum FilenameEncoding {
        BASE32,
        BASE64,
        BASE32768
    }

    /** What becomes of the bytes. */
    public enum DataEncryption {
        ON,
        OFF
    }

    /** What is read in place of a block that is damaged: nothing, or zeros as with {@code pass_bad_blocks}. */
    public enum BadBlocks {
        REFUSED,
        ZEROED
    }

    /** What becomes of a listing with a name that is not encrypted; refused with {@code strict_names}. */
    public enum ForeignNames {
        SKIPPED,
        REFUSED
    }
}
