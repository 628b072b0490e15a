package io.cammanager.backup.core.store.layer;

import java.util.ArrayList;
import java.util.List;

/** Numbers of blocks, added as they rise, and told in as few words as there can be. */
final class BlockNumbers {
    private static final int RUNS_SHOWN = 20;

    private final List<long[]> runs = new ArrayList<>();
    private long count;

    void add(long block) {
        count++;
        long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last[1] == block - 1) {
            last[1] = block;
        } else if (runs.size() <= RUNS_SHOWN) { // one more than is shown, so that it is known that there are more
            runs.add(new long[] {block, block});
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Returns {@code block 2} or {@code blocks 0, 3-7}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(count == 1 ? "block " : "blocks ");
        for (int i = 0; i < Math.min(runs.size(), RUNS_SHOWN); i++) {
            long[] run = runs.get(i);
            text.append(i == 0 ? "" : ", ").append(run[0]);
            if (run[1] > run[0]) {
                text.append('-').append(run[1]);
            }
        }
        return text.append(runs.size() > RUNS_SHOWN ? " and more, " + count + " in all," : "")
                .toString();
    }
}
