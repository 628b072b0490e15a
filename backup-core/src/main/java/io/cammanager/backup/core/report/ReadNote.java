package io.cammanager.backup.core.report;

import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.VerifySummary;
import java.util.ArrayList;
import java.util.List;

/** What a verification has read and what it has not, in plain sentences: that nothing was found may mean that nobody looked. */
public final class ReadNote {
    private ReadNote() {}

    /** Returns one or two sentences, each a line, without a full stop. */
    public static List<String> of(Messages messages, VerifySummary summary) {
        List<String> lines = new ArrayList<>();
        lines.add(read(messages, summary));
        Coverage coverage = summary.coverage();
        if (coverage != null && coverage.confirmed() > 0) {
            lines.add(
                    coverage.isFull()
                            ? messages.text("covered", coverage.confirmed(), coverage.days())
                            : messages.text("notCovered", coverage.neverRead(), coverage.confirmed()));
        }
        return List.copyOf(lines);
    }

    private static String read(Messages messages, VerifySummary summary) {
        long looked = summary.checked();
        return switch (summary.level()) {
            case LIST -> messages.text("read.list", looked, summary.notRead() - looked);
            case HEAD -> messages.text("read.head", looked, summary.notRead() - looked);
            case DATA, DRILL ->
                messages.text(
                        summary.notRead() == 0 ? "read.data" : "read.dataInPart",
                        messages.size(summary.bytesRead()),
                        summary.notRead());
        };
    }
}
