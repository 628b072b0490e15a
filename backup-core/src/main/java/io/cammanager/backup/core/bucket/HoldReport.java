package io.cammanager.backup.core.bucket;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.ExitCode;
import java.util.List;

/**
 * What became of one hold.
 *
 * @param changed versions that were put under it, or are free now
 * @param kept versions that stay held because another hold is on them too
 * @param problems what could not be done, a sentence each
 */
public record HoldReport(Hold hold, long changed, long kept, List<String> problems) {
    public HoldReport {
        problems = ImmutableList.copyOf(problems);
    }

    public ExitCode exitCode() {
        return problems.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
