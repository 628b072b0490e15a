package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.daemon.alert.AlertConfig.Channels;
import io.cammanager.backup.daemon.alert.AlertConfig.Email;
import io.cammanager.backup.daemon.alert.AlertConfig.Webhook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every channel that is configured.
 *
 * @param messages those that take alerts
 * @param ping the one that is told of each sync; null for none
 */
record Switchboard(List<Channel> messages, @Nullable Channel ping) {
    Switchboard {
        messages = List.copyOf(messages);
    }

    /**
     * Makes the channels; nothing is sent yet.
     *
     * @throws io.cammanager.backup.core.BackupException with {@link io.cammanager.backup.core.ExitCode#USAGE} for an
     *     address that is none
     */
    static Switchboard of(Channels channels, Clock clock, Sleeper sleeper) {
        Tries tries = new Tries(sleeper);
        HttpSender sender = new HttpSender(HttpSender.client(), tries);
        List<Channel> messages = new ArrayList<>();
        Email email = channels.email();
        if (email != null) {
            EmailNotifier notifier = new EmailNotifier(email, tries, clock);
            messages.add(new Channel("e-mail (" + notifier.host() + ")", notifier));
        }
        Secret slack = channels.slackUrl();
        if (slack != null) {
            WebAddress address = WebAddress.of("SLACK_WEBHOOK_URL", slack);
            messages.add(new Channel("Slack", new SlackNotifier(address, sender)));
        }
        Webhook webhook = channels.webhook();
        if (webhook != null) {
            WebAddress address = WebAddress.of("WEBHOOK_URL", webhook.url());
            messages.add(
                    new Channel(named("webhook", address), new WebhookNotifier(address, webhook.key(), sender, clock)));
        }
        Secret ntfy = channels.ntfyUrl();
        if (ntfy != null) {
            WebAddress address = WebAddress.of("NTFY_URL", ntfy);
            messages.add(new Channel(named("ntfy", address), new NtfyNotifier(address, sender)));
        }
        return new Switchboard(messages, ping(channels.pingUrl(), sender));
    }

    private static @Nullable Channel ping(@Nullable Secret url, HttpSender sender) {
        if (url == null) {
            return null;
        }
        WebAddress address = WebAddress.of("PING_URL", url);
        return new Channel(named("ping", address), new PingNotifier(address, sender));
    }

    private static String named(String what, WebAddress address) {
        return what + " (" + address.host() + ")";
    }

    List<Channel> all() {
        List<Channel> all = new ArrayList<>(messages);
        if (ping != null) {
            all.add(ping);
        }
        return all;
    }
}
