package io.cammanager.backup.crypto.conf;

/** A text where an obscured password belongs, and which is none. The message does not hold it. */
public final class RevealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What tells that the text was not obscured. */
    public enum Reason {
        NOT_BASE64URL("it has characters that an obscured password never has"),
        TOO_SHORT("it is shorter than any obscured password"),
        NOT_UTF8("what it reveals is no text");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    RevealException(Reason reason) {
        super("it looks like a clear-text password (" + reason.text
                + "): obscure it with config obscure, as rclone obscure does");
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
