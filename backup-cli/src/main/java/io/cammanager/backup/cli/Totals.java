package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;

/** How many recordings, and how large together. */
final class Totals {
    private long recordings;
    private long bytes;

    void add(long size) {
        recordings++;
        bytes += size;
    }

    long recordings() {
        return recordings;
    }

    long bytes() {
        return bytes;
    }

    /** Returns the summary line, to which the exit code is still to be added. */
    JsonLine summary() {
        return JsonLine.of("summary").put("recordings", recordings).put("bytes", bytes);
    }
}
