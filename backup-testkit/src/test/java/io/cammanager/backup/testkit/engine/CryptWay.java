package io.cammanager.backup.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.CryptOptions.DataEncryption;
import io.cammanager.backup.crypto.CryptOptions.DirectoryNames;
import io.cammanager.backup.crypto.CryptOptions.Encoding;
import io.cammanager.backup.crypto.CryptOptions.FileNames;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.util.Locale;
import java.util.Map;

/** The ways to keep names that are compared with rclone, all under the same two passwords. */
public enum CryptWay {
    STANDARD(1, FileNames.STANDARD, DirectoryNames.ENCRYPTED, Encoding.BASE32),
    DIRECTORIES_IN_CLEAR(2, FileNames.STANDARD, DirectoryNames.CLEAR, Encoding.BASE32),
    BASE64(3, FileNames.STANDARD, DirectoryNames.ENCRYPTED, Encoding.BASE64),
    BASE32768(4, FileNames.STANDARD, DirectoryNames.ENCRYPTED, Encoding.BASE32768),
    OBFUSCATE(5, FileNames.OBFUSCATE, DirectoryNames.ENCRYPTED, Encoding.BASE32),
    OFF(6, FileNames.OFF, DirectoryNames.CLEAR, Encoding.BASE32);

    private static final String PASSWORD = "correct horse battery staple";
    private static final String PASSWORD2 = "cctv salt 2026";

    /** The two above as rclone 1.60.1 obscures them: {@code rclone obscure}. */
    private static final String OBSCURED = "QUFBQUFBQUFBQUFBQUFBQZgyXf0tfHZ0HSPPgyo3LMUlCUm0w-E41YJb150";

    private static final String OBSCURED2 = "QkJCQkJCQkJCQkJCQkJCQoxhfzrTPlxy_3r8ym2z";

    private final long seed;
    private final FileNames fileNames;
    private final DirectoryNames directoryNames;
    private final Encoding encoding;

    CryptWay(long seed, FileNames fileNames, DirectoryNames directoryNames, Encoding encoding) {
        this.seed = seed;
        this.fileNames = fileNames;
        this.directoryNames = directoryNames;
        this.encoding = encoding;
    }

    public RcloneCrypt open() {
        return open(DataEncryption.ON);
    }

    RcloneCrypt open(DataEncryption dataEncryption) {
        CryptOptions options = CryptOptions.defaults()
                .withFileNames(fileNames)
                .withDirectoryNames(directoryNames)
                .withEncoding(encoding)
                .withDataEncryption(dataEncryption);
        try (CryptKeys keys = CryptKeys.derive(PASSWORD.getBytes(UTF_8), PASSWORD2.getBytes(UTF_8))) {
            return RcloneCrypt.open(keys, options);
        }
    }

    /** Returns what tells rclone of its remote {@code crypt:}, which keeps things like this in another remote or a directory. */
    Map<String, String> remote(String wrapped) {
        return ImmutableMap.<String, String>builder()
                .put("RCLONE_CONFIG_CRYPT_TYPE", "crypt")
                .put("RCLONE_CONFIG_CRYPT_REMOTE", wrapped)
                .put("RCLONE_CONFIG_CRYPT_PASSWORD", OBSCURED)
                .put("RCLONE_CONFIG_CRYPT_PASSWORD2", OBSCURED2)
                .put("RCLONE_CONFIG_CRYPT_FILENAME_ENCRYPTION", lowerCase(fileNames))
                .put(
                        "RCLONE_CONFIG_CRYPT_DIRECTORY_NAME_ENCRYPTION",
                        String.valueOf(directoryNames == DirectoryNames.ENCRYPTED))
                .put("RCLONE_CONFIG_CRYPT_FILENAME_ENCODING", lowerCase(encoding))
                .buildOrThrow();
    }

    /** Returns where the random files of the comparison begin: other ones for each way, the same ones in every run. */
    long seed() {
        return seed;
    }

    /** Returns the name as a bucket may have it. */
    String bucketName() {
        return lowerCase(this).replace('_', '-');
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
