package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;

/** Ends the work on one object. */
final class MirrorEnd extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final MirrorResult result;

    MirrorEnd(MirrorResult result, String detail) {
        super(detail);
        this.result = result;
    }

    MirrorResult result() {
        return result;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
