package io.cammanager.backup.daemon.log;

/**
 * When a log file is put aside, and how long it is kept. A new file is begun every day as well.
 *
 * @param fileBytes a file that has grown to this is put aside
 * @param totalBytes of all files together, the one that is written to included
 * @param days how long a file is kept
 */
record Rotation(long fileBytes, long totalBytes, int days) {
    private static final long MIB = 1L << 20;

    static final Rotation DEFAULT = new Rotation(20 * MIB, 200 * MIB, 30);
}
