package io.cammanager.backup.crypto;

import java.util.Objects;

/**
 * How a crypt remote is set up, with rclone's defaults.
 *
 * @param fileNames what becomes of names
 * @param directoryNames whether names of directories are encrypted too; means nothing where names are not
 * @param encoding how an encrypted name is written
 * @param suffix what names that are not encrypted end in; empty for nothing
 * @param dataEncryption whether contents are encrypted
 * @param badBlocks what reading a damaged block does
 * @param foreignNames what listing a name that cannot be decrypted does
 */
public record CryptOptions(
        FileNames fileNames,
        DirectoryNames directoryNames,
        Encoding encoding,
        String suffix,
        DataEncryption dataEncryption,
        BadBlocks badBlocks,
        ForeignNames foreignNames) {

    /** rclone's {@code filename_encryption}. */
    public enum FileNames {
        STANDARD,
        OBFUSCATE,
        OFF
    }

    /** rclone's {@code directory_name_encryption}. */
    public enum DirectoryNames {
        ENCRYPTED,
        CLEAR
    }

    /** rclone's {@code filename_encoding}. */
    public enum Encoding {
        BASE32,
        BASE64,
        BASE32768
    }

    /** {@code OFF} is rclone's {@code no_data_encryption}. */
    public enum DataEncryption {
        ON,
        OFF
    }

    /** {@code PASS_AS_ZEROS} is rclone's {@code pass_bad_blocks}. */
    public enum BadBlocks {
        REFUSE,
        PASS_AS_ZEROS
    }

    /** {@code FAIL} is rclone's {@code strict_names}. */
    public enum ForeignNames {
        SKIP,
        FAIL
    }

    public CryptOptions {
        Objects.requireNonNull(fileNames, "fileNames");
        Objects.requireNonNull(directoryNames, "directoryNames");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(dataEncryption, "dataEncryption");
        Objects.requireNonNull(badBlocks, "badBlocks");
        Objects.requireNonNull(foreignNames, "foreignNames");
        if (suffix.indexOf('/') >= 0 || (!suffix.isEmpty() && suffix.charAt(0) != '.')) {
            throw new IllegalArgumentException("suffix '" + suffix + "' has to begin with a dot and to hold no slash");
        }
    }

    /** Returns rclone's defaults: everything is encrypted, names are written in base32. */
    public static CryptOptions defaults() {
        return new CryptOptions(
                FileNames.STANDARD,
                DirectoryNames.ENCRYPTED,
                Encoding.BASE32,
                ".bin",
                DataEncryption.ON,
                BadBlocks.REFUSE,
                ForeignNames.SKIP);
    }

    /** Returns the suffix that rclone understands by this value: {@code none} is empty, a missing dot is put in front. */
    public static String suffixOf(String configured) {
        if (configured.equalsIgnoreCase("none")) {
            return "";
        }
        return configured.startsWith(".") ? configured : "." + configured;
    }

    public CryptOptions withFileNames(FileNames value) {
        return new CryptOptions(value, directoryNames, encoding, suffix, dataEncryption, badBlocks, foreignNames);
    }

    public CryptOptions withDirectoryNames(DirectoryNames value) {
        return new CryptOptions(fileNames, value, encoding, suffix, dataEncryption, badBlocks, foreignNames);
    }

    public CryptOptions withEncoding(Encoding value) {
        return new CryptOptions(fileNames, directoryNames, value, suffix, dataEncryption, badBlocks, foreignNames);
    }

    public CryptOptions withSuffix(String value) {
        return new CryptOptions(fileNames, directoryNames, encoding, value, dataEncryption, badBlocks, foreignNames);
    }

    public CryptOptions withDataEncryption(DataEncryption value) {
        return new CryptOptions(fileNames, directoryNames, encoding, suffix, value, badBlocks, foreignNames);
    }

    public CryptOptions withBadBlocks(BadBlocks value) {
        return new CryptOptions(fileNames, directoryNames, encoding, suffix, dataEncryption, value, foreignNames);
    }

    public CryptOptions withForeignNames(ForeignNames value) {
        return new CryptOptions(fileNames, directoryNames, encoding, suffix, dataEncryption, badBlocks, value);
    }
}
