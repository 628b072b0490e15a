package io.cammanager.backup.core.store;

/**
 * Thrown at the end of a content that was given out to its end, but with zeros in place of its damaged blocks. Whoever keeps
 * the bytes nevertheless must say so.
 */
public final class ZeroedBlocksException extends DamagedContentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param blocks the damaged blocks in words, such as {@code block 2} or {@code blocks 0, 3-7}
     */
    public ZeroedBlocksException(String blocks) {
        super(
                blocks + " of 64 KiB failed authentication, and pass_bad_blocks gives zeros for them: the recording is"
                        + " damaged, or was written with another password",
                null);
    }
}
