package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;

/** How one attempt keeps a file in the bucket. Both passes give the same bytes. */
sealed interface StoredForm {
    SourceFile file();

    /** Returns the MIME type of what is stored of a file of this name. */
    String contentType(String fileName);

    /** Returns the bytes for the first pass, which is one thread and reads them once, in order. */
    StoredBytes firstPass();

    /** Returns the bytes for the second pass. */
    StoredBytes secondPass();

    /** Returns what {@code cm-sha256} says of a file with this hash. */
    HashCode stated(ObjectKey path, HashCode plainSha256);

    /** As it is. */
    record Plain(SourceFile file) implements StoredForm {
        @Override
        public String contentType(String fileName) {
            return ContentTypes.of(fileName);
        }

        @Override
        public StoredBytes firstPass() {
            return file;
        }

        @Override
        public StoredBytes secondPass() {
            return file;
        }

        @Override
        public HashCode stated(ObjectKey path, HashCode plainSha256) {
            return plainSha256;
        }
    }

    /** Encrypted, under a nonce that was drawn for this attempt. */
    record Encrypted(SourceFile file, RcloneCrypt crypt, Nonce nonce) implements StoredForm {
        @Override
        public String contentType(String fileName) {
            return ContentTypes.UNKNOWN;
        }

        @Override
        public StoredBytes firstPass() {
            return EncryptedBytes.hashing(file, crypt.content(), nonce);
        }

        @Override
        public StoredBytes secondPass() {
            return EncryptedBytes.of(file, crypt.content(), nonce);
        }

        @Override
        public HashCode stated(ObjectKey path, HashCode plainSha256) {
            return HashCode.fromString(crypt.tag(path.value(), nonce, file.size(), plainSha256.asBytes()));
        }
    }
}
