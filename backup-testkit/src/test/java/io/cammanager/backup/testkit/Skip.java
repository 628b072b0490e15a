package io.cammanager.backup.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Leaves a test out, and says so on standard output too: of skipped tests a build prints little more than their number. */
public final class Skip {
    private Skip() {}

    public static void unless(boolean possible, String reason) {
        if (!possible) {
            System.out.println("skipped " + reason);
        }
        assumeTrue(possible, reason);
    }
}
