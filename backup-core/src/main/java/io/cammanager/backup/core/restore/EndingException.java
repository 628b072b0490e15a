package io.cammanager.backup.core.restore;

/** Something that decides, deep inside, what becomes of a recording. */
final class EndingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Ending ending;

    EndingException(Ending ending) {
        super(ending.detail());
        this.ending = ending;
    }

    Ending ending() {
        return ending;
    }
}
