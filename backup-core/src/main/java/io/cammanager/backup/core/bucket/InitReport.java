package io.cammanager.backup.core.bucket;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.ExitCode;
import java.util.List;

/**
 * What was done to make a bucket what it is to be.
 *
 * @param backupPolicy the rights of the key that backs up, as a policy document in JSON
 * @param retentionPolicy the rights of the key that sets rules and removes
 */
public record InitReport(List<Step> steps, String backupPolicy, String retentionPolicy) {
    public InitReport {
        steps = ImmutableList.copyOf(steps);
    }

    /**
     * One thing about the bucket.
     *
     * @param subject what it is about, in a word
     * @param text how it is now, in a sentence
     */
    public record Step(String subject, State state, String text) {}

    /** How a step ended. */
    public enum State {
        DONE,
        /** It was so before. */
        THERE,
        /** Nobody asked for it. */
        LEFT,
        FAILED
    }

    public ExitCode exitCode() {
        return steps.stream().anyMatch(step -> step.state() == State.FAILED) ? ExitCode.INCOMPLETE : ExitCode.OK;
    }
}
