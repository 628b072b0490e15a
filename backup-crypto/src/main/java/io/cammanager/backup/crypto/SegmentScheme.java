package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cammanager.backup.crypto.internal.SegmentNames;
import io.cammanager.backup.crypto.internal.UndecodableNameException;
import java.util.Arrays;

/**
 * Names that are encrypted one by one. Files come directory by directory, so the last directory is remembered both ways.
 *
 * <p>What rclone encrypts are names in its Standard encoding, and what comes out it takes for such a name again.
 */
final class SegmentScheme implements PathScheme {
    /** The longest name that has room for its padding. */
    private static final int MAX_NAME = 2047;

    private final SegmentNames names;
    private volatile Directory lastStored = Directory.ROOT;
    private volatile Directory lastRead = Directory.ROOT;

    private record Directory(String plain, String stored) {
        static final Directory ROOT = new Directory("", "");
    }

    SegmentScheme(SegmentNames names) {
        this.names = names;
    }

    SegmentNames names() {
        return names;
    }

    @Override
    public String stored(String plain) {
        int name = plain.lastIndexOf('/') + 1;
        String directory = storedDirectory(plain.substring(0, name));
        return name == plain.length() ? directory : directory + storedName(plain.substring(name));
    }

    private String storedName(String plain) {
        byte[] name = standard(plain);
        byte[] stored = names.encryptLast(name);
        requireReadable(stored, name);
        return key(stored);
    }

    /** Not all names come back in rclone's scheme, such as those that begin with its mark of an old version. */
    private void requireReadable(byte[] stored, byte[] name) {
        if (!names.mayBeUnreadable(name)) {
            return;
        }
        try {
            if (!Arrays.equals(names.decryptLast(stored), name)) {
                throw new InvalidNameException("a name that would be another one when it is decrypted");
            }
        } catch (UndecodableNameException e) {
            throw new InvalidNameException("a name that could not be decrypted");
        }
    }

    @Override
    public String storedDirectory(String plainDirectory) {
        Directory last = lastStored;
        if (last.plain.equals(plainDirectory)) {
            return last.stored;
        }
        StringBuilder stored = new StringBuilder(2 * plainDirectory.length());
        int at = 0;
        while (at < plainDirectory.length()) {
            int slash = plainDirectory.indexOf('/', at);
            stored.append(key(names.encryptDirectory(standard(plainDirectory.substring(at, slash)))))
                    .append('/');
            at = slash + 1;
        }
        lastStored = new Directory(plainDirectory, stored.toString());
        return stored.toString();
    }

    @Override
    public String plain(String stored) throws UndecodableNameException {
        try {
            int name = stored.lastIndexOf('/') + 1;
            String directory = plainDirectory(stored.substring(0, name));
            return name == stored.length()
                    ? directory
                    : directory + key(names.decryptLast(storedStandard(stored.substring(name))));
        } catch (InvalidNameException e) {
            throw UndecodableNameException.damaged("decrypts to what no file is called: " + e.reason());
        }
    }

    private String plainDirectory(String stored) throws UndecodableNameException {
        Directory last = lastRead;
        if (last.stored.equals(stored)) {
            return last.plain;
        }
        StringBuilder plain = new StringBuilder(stored.length());
        int at = 0;
        while (at < stored.length()) {
            int slash = stored.indexOf('/', at);
            plain.append(key(names.decryptDirectory(storedStandard(stored.substring(at, slash)))))
                    .append('/');
            at = slash + 1;
        }
        lastRead = new Directory(plain.toString(), stored);
        return plain.toString();
    }

    private static byte[] storedStandard(String segment) throws UndecodableNameException {
        try {
            return standard(segment);
        } catch (InvalidNameException e) {
            throw UndecodableNameException.foreign(e.reason());
        }
    }

    private static byte[] standard(String segment) {
        byte[] name = isPrintableAscii(segment)
                ? segment.getBytes(ISO_8859_1)
                : RcloneNames.standardName(RcloneNames.rawName(segment));
        if (name.length > MAX_NAME) {
            throw new InvalidNameException("a name of more than " + MAX_NAME + " bytes");
        }
        return name;
    }

    private static String key(byte[] standardName) {
        String text = new String(standardName, ISO_8859_1);
        return isPrintableAscii(text) ? text : RcloneNames.keySegment(RcloneNames.rawOfStandardName(standardName));
    }

    /** Says that a name needs no encoding whatever; the names that stand for directories are left to the slow way. */
    private static boolean isPrintableAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return name.length() > 2 || !(name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    @Override
    public void destroy() {
        lastStored = Directory.ROOT;
        lastRead = Directory.ROOT;
        names.destroy();
    }
}
