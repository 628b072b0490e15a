package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Sample;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that draw a sample. */
final class SampleOptions {
    private static final int MAX_SEED = 1_000_000_000;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,7}");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");

    private final RandomGenerator random;

    @Option(
            names = "--sample",
            paramLabel = "N|P%",
            description = "Only so many recordings, or so many of a hundred, drawn at random: 300 or 0.5%%.")
    private @Nullable String sample;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Draw the recordings that an earlier run with this seed has drawn.")
    private @Nullable Long seed;

    SampleOptions(RandomGenerator random) {
        this.random = random;
    }

    /** Returns the sample that was asked for, or everything. */
    Sample sample() {
        if (sample == null) {
            return Sample.EVERYTHING;
        }
        var percent = PERCENT.matcher(sample);
        if (percent.matches()) {
            double share = Double.parseDouble(percent.group(1));
            if (share > 0 && share <= 100) {
                return new Sample.Percent(share, seed());
            }
        } else if (COUNT.matcher(sample).matches()) {
            int count = Integer.parseInt(sample);
            if (count >= 1 && count <= Sample.MAX_COUNT) {
                return new Sample.Count(count, seed());
            }
        }
        throw new BackupException(
                ExitCode.USAGE,
                "--sample " + Quoted.of(sample) + " is neither a number of recordings, 1 to " + Sample.MAX_COUNT
                        + ", nor a share of them such as 0.5%");
    }

    /** Returns what a drill draws, 100 where nothing else was asked for. */
    Sample drill() {
        Sample asked = sample == null ? Sample.Count.ofDrill(seed()) : sample();
        if (asked instanceof Sample.Count) {
            return asked;
        }
        throw new BackupException(
                ExitCode.USAGE, "--sample of a drill must be a number of recordings, such as 100, not a share");
    }

    /** Returns what is due to be read today. */
    Sample rotation() {
        if (sample != null) {
            throw new BackupException(
                    ExitCode.USAGE, "--sample and --rotate each say what is read: leave one of them away");
        }
        return Sample.Rotation.daily(seed());
    }

    private long seed() {
        if (seed == null) {
            seed = (long) random.nextInt(MAX_SEED);
        }
        return seed;
    }
}
