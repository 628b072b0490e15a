package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.Format;
import java.io.IOException;

/** What is wrong with an encrypted object or name. No message holds a key or a password. */
public abstract sealed class CryptException extends IOException {
    private static final long serialVersionUID = 1L;

    private CryptException(String message) {
        super(message);
    }

    /** Fewer bytes than a header. */
    public static final class TooShort extends CryptException {
        private static final long serialVersionUID = 1L;

        TooShort(long storedSize) {
            super("has " + storedSize + " bytes, an encrypted object has at least " + Format.HEADER
                    + ": the object is not encrypted, or was cut off");
        }
    }

    /** The first bytes are not those of an encrypted file. */
    public static final class BadMagic extends CryptException {
        private static final long serialVersionUID = 1L;

        BadMagic() {
            super("does not begin like an encrypted object: the object is not encrypted, or is damaged");
        }
    }

    /** A block that ends before its first encrypted byte, or that is missing where the size says that it is there. */
    public static final class TruncatedBlock extends CryptException {
        private static final long serialVersionUID = 1L;

        private final long block;

        TruncatedBlock(long block) {
            super("block " + block + " is cut off: the object is shorter than it was when it was written");
            this.block = block;
        }

        /** Returns the index of the block, from 0. */
        public long block() {
            return block;
        }
    }

    /** A block that was not encrypted like this with this key. */
    public static final class NotAuthenticated extends CryptException {
        private static final long serialVersionUID = 1L;

        private final long block;

        NotAuthenticated(long block) {
            super("block " + block + " fails its authentication: wrong password, or the object is damaged");
            this.block = block;
        }

        /** Returns the index of the block, from 0. */
        public long block() {
            return block;
        }
    }

    /** A name that does not belong to an encrypted object, such as one without the suffix. */
    public static final class NotEncryptedName extends CryptException {
        private static final long serialVersionUID = 1L;

        NotEncryptedName(String reason) {
            super(reason);
        }
    }

    /** A name that cannot be decrypted, or that cannot be encrypted. */
    public static final class BadName extends CryptException {
        private static final long serialVersionUID = 1L;

        BadName(String reason) {
            super(reason);
        }
    }
}
