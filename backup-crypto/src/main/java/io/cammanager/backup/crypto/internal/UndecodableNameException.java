package io.cammanager.backup.crypto.internal;

/** A stored name that cannot be decrypted. The message does not hold the name. */
public final class UndecodableNameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reason;

    /** What such a name most likely is. */
    public enum Kind {
        /** Never was the name of an encrypted file. */
        FOREIGN,
        /** Looks like one, but is damaged or made with another password. */
        DAMAGED
    }

    private UndecodableNameException(Kind kind, String reason) {
        super(reason);
        this.reason = reason;
        this.kind = kind;
    }

    public static UndecodableNameException foreign(String reason) {
        return new UndecodableNameException(Kind.FOREIGN, reason);
    }

    public static UndecodableNameException damaged(String reason) {
        return new UndecodableNameException(Kind.DAMAGED, reason);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong, as words that go on a sentence. */
    public String reason() {
        return reason;
    }
}
