package io.cammanager.backup.core.keep;

/** How an object survives its own replacement or removal. */
public enum KeepWay {
    /** The bucket keeps it as an older version. */
    AS_VERSION,
    /** A verified copy is put aside first, and the store changes the key only while the object is still the one copied. */
    AS_COPY,
    /**
     * It cannot be kept safely: no versions, and conditions that the store does not honour. Whoever looks first and then
     * acts may hit what another one has written in between.
     */
    NOT_SAFELY
}
