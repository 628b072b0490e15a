package io.cammanager.backup.testkit.failures;

/** How the file is sent and kept. */
enum Way {
    PIECE(300_000),
    PARTS((5 << 20) + 200_000),
    ENCRYPTED_PIECE(300_000),
    ENCRYPTED_PARTS((5 << 20) + 200_000);

    private final long size;

    Way(long size) {
        this.size = size;
    }

    long size() {
        return size;
    }

    boolean isEncrypted() {
        return this == ENCRYPTED_PIECE || this == ENCRYPTED_PARTS;
    }

    boolean isInParts() {
        return this == PARTS || this == ENCRYPTED_PARTS;
    }
}
