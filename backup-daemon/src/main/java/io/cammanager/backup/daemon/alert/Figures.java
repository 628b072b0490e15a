package io.cammanager.backup.daemon.alert;

import org.jspecify.annotations.Nullable;

/**
 * What an alert can be told with.
 *
 * @param files those concerned: pending, vanished or not as they should be
 * @param bytes of them; 0 when not known
 * @param freeBytes of the disk
 * @param problem in the words of the run; null when it had none
 */
record Figures(
        long files, long bytes, long freeBytes, @Nullable String problem) {
    static final Figures NONE = new Figures(0, 0, 0, null);

    static Figures files(long files) {
        return new Figures(files, 0, 0, null);
    }

    static Figures problem(@Nullable String problem) {
        return new Figures(0, 0, 0, problem);
    }
}
