package io.cammanager.backup.daemon.web;

import org.jspecify.annotations.Nullable;

/** What {@code /metrics} answers. Asked on several threads at once. */
public interface MetricsPage {
    /** Returns the content type for this {@code Accept} header, null when there is none. */
    String contentType(@Nullable String accept);

    /** Returns the page in that content type. */
    byte[] render(@Nullable String accept);
}
