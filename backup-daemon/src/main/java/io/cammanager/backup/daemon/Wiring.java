package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.settings.AlertSettings;
import io.cammanager.backup.core.settings.DaemonSettings;
import io.cammanager.backup.core.settings.EngineWiring;
import io.cammanager.backup.core.settings.HttpSettings;
import io.cammanager.backup.core.settings.Setting;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.core.settings.TransferSettings;
import io.cammanager.backup.core.settings.UpkeepSettings;
import io.cammanager.backup.daemon.alert.AlertConfig;
import io.cammanager.backup.daemon.job.LoopSettings;
import io.cammanager.backup.daemon.schedule.Cron;
import io.cammanager.backup.daemon.web.WebConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of the settings what each part of the daemon takes. */
final class Wiring {
    /** No expression of five fields that anyone uses leaves a longer gap unnoticed. */
    private static final int GAPS = 400;

    private Wiring() {}

    /** Opens the engine, which can also copy its bucket where MIRROR_TO says where to. */
    static BackupEngine engine(Settings settings, Map<String, String> environment) {
        UpkeepSettings.Mirror mirror = settings.daemon().upkeep().mirror();
        return mirror == null
                ? EngineWiring.open(settings)
                : EngineWiring.openMirror(
                        settings, Settings.readRemote(environment, mirror.to(), Setting.MIRROR_TO.name()));
    }

    static LoopSettings loop(Settings settings) {
        DaemonSettings daemon = settings.daemon();
        return new LoopSettings(
                daemon.syncInterval(),
                cron(daemon),
                daemon.syncJitter(),
                new LoopSettings.Checks(
                        daemon.checks().verifyInterval(),
                        daemon.checks().rotateInterval(),
                        daemon.checks().drillInterval(),
                        settings.stateDirectory()),
                upkeep(daemon.upkeep(), settings.transfer()),
                daemon.grace(),
                daemon.watch() ? settings.source() : null);
    }

    private static LoopSettings.Upkeep upkeep(UpkeepSettings upkeep, TransferSettings transfer) {
        UpkeepSettings.Mirror mirror = upkeep.mirror();
        return new LoopSettings.Upkeep(
                prune(upkeep.prune(), transfer),
                mirror == null
                        ? null
                        : new LoopSettings.Regular<>(
                                mirror.interval(),
                                new MirrorOptions(Mode.APPLY, null, transfer.transfers(), transfer.partSizeBytes())),
                retention(upkeep.retention(), transfer));
    }

    private static LoopSettings.@Nullable Regular<PruneOptions> prune(
            UpkeepSettings.@Nullable Prune prune, TransferSettings transfer) {
        return prune == null
                ? null
                : new LoopSettings.Regular<>(
                        prune.interval(),
                        new PruneOptions(
                                prune.goal(), prune.keepDays(), VerifyLevel.HEAD, Mode.APPLY, transfer.transfers()));
    }

    /** Nobody is asked before each run, so it goes by the limits and the time to notice that a person has without a wish. */
    private static LoopSettings.@Nullable Regular<ExpiryOptions> retention(
            UpkeepSettings.@Nullable Retention retention, TransferSettings transfer) {
        return retention == null
                ? null
                : new LoopSettings.Regular<>(
                        retention.interval(),
                        new ExpiryOptions(
                                retention.days(),
                                ExpiryOptions.MIN_GRACE,
                                null,
                                transfer.replacedDays(),
                                Mode.APPLY,
                                transfer.transfers()));
    }

    private static @Nullable Cron cron(DaemonSettings daemon) {
        return daemon.syncCron() == null ? null : Cron.parse(daemon.syncCron());
    }

    static WebConfig web(Settings settings) {
        HttpSettings http = settings.daemon().http();
        return new WebConfig(new InetSocketAddress(http.host(), http.port()), http.token(), http.names());
    }

    static AlertConfig alerts(Settings settings, Clock clock) {
        AlertSettings alerts = settings.alerts();
        AlertSettings.Email email = alerts.email();
        AlertSettings.Webhook webhook = alerts.webhook();
        return new AlertConfig(
                new AlertConfig.Thresholds(
                        longestInterval(settings.daemon(), clock),
                        settings.transfer().minAge(),
                        alerts.silentAfter(),
                        alerts.diskFree()::bytesOf,
                        settings.daemon().upkeep().intervals()),
                new AlertConfig.Channels(
                        email == null ? null : new AlertConfig.Email(email.server(), email.to(), email.from()),
                        alerts.slackUrl(),
                        webhook == null ? null : new AlertConfig.Webhook(webhook.url(), webhook.key()),
                        alerts.ntfyUrl(),
                        alerts.pingUrl()),
                host(),
                settings.language().locale());
    }

    /** Returns how long it may be from one sync to the next when nothing is wrong. */
    private static Duration longestInterval(DaemonSettings daemon, Clock clock) {
        Cron cron = cron(daemon);
        if (cron == null) {
            return daemon.syncInterval();
        }
        Duration longest = Duration.ZERO;
        Instant at = cron.nextAfter(clock.instant(), clock.getZone());
        for (int i = 0; i < GAPS; i++) {
            Instant next = cron.nextAfter(at, clock.getZone());
            Duration gap = Duration.between(at, next);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            at = next;
        }
        return longest;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine"; // it has a name that it cannot look up itself
        }
    }
}
