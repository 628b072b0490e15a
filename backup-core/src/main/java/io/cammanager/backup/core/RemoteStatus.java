package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.CameraStatus.Amount;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in the bucket, by its listing, or why that cannot be told.
 *
 * @param cameras by name, as in {@link CameraStatus}; empty when there is a problem
 * @param problem null when the bucket could be listed to its end
 */
public record RemoteStatus(
        Map<String, Amount> cameras, @Nullable Problem problem) {
    public RemoteStatus {
        cameras = ImmutableMap.copyOf(cameras);
    }

    /** Whether something is so, as far as that can be told. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /** Lists the bucket. Writes nothing; takes as long as {@link BackupEngine#list} does and never throws for the store. */
    public static RemoteStatus ask(BackupEngine engine) {
        Map<String, Amount> cameras = new TreeMap<>();
        try {
            engine.list(
                    Selection.ALL,
                    recording -> cameras.merge(
                            new ObjectKey(recording.path()).camera(), new Amount(1, recording.size()), Amount::plus));
            return new RemoteStatus(cameras, null);
        } catch (BackupException e) {
            return new RemoteStatus(Map.of(), new Problem(e.exitCode(), String.valueOf(e.getMessage())));
        }
    }

    /** Says whether the store answers, be it with a refusal. */
    public Answer reachable() {
        if (problem == null) {
            return Answer.YES;
        }
        return switch (problem.exitCode()) {
            case DENIED, BUCKET_MISSING, WRONG_PASSWORD -> Answer.YES;
            case UNREACHABLE -> Answer.NO;
            default -> Answer.UNKNOWN;
        };
    }

    public Answer bucketExists() {
        if (problem == null) {
            return Answer.YES;
        }
        return switch (problem.exitCode()) {
            case WRONG_PASSWORD -> Answer.YES;
            case BUCKET_MISSING -> Answer.NO;
            default -> Answer.UNKNOWN;
        };
    }

    public Amount total() {
        return cameras.values().stream().reduce(Amount.NONE, Amount::plus);
    }
}
