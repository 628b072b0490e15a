package io.cammanager.backup.core.settings;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told when something is wrong, and what counts as wrong. The addresses are secret, since a token may be in them;
 * each is a URI with a host.
 *
 * @param email null for none
 * @param slackUrl null for none
 * @param webhook null for none
 * @param ntfyUrl null for none
 * @param pingUrl asked for at the start and the end of a run; null for none
 * @param diskFree less than this is low
 * @param silentAfter a camera without a new recording for so long is silent
 */
public record AlertSettings(
        @Nullable Email email,
        @Nullable Secret slackUrl,
        @Nullable Webhook webhook,
        @Nullable Secret ntfyUrl,
        @Nullable Secret pingUrl,
        FreeSpace diskFree,
        Duration silentAfter) {
    /**
     * Alerts by mail.
     *
     * @param server {@code smtp} or {@code smtps}, with the user and password if there are any
     * @param to at least one address
     * @param from one address
     */
    public record Email(Secret server, List<String> to, String from) {
        public Email {
            to = ImmutableList.copyOf(to);
        }
    }

    /**
     * Alerts by POST.
     *
     * @param key signs each message; null for none
     */
    public record Webhook(Secret url, @Nullable Secret key) {}
}
