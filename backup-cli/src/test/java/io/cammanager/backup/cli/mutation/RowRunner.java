package io.cammanager.backup.cli.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs rows of the failure matrix in this process and ends it at the first that is red: 1; 0 when all are green, 2 when none ran. */
final class RowRunner {
    static final int GREEN = 0;
    static final int RED = 1;
    static final int NOTHING_RAN = 2;

    private RowRunner() {}

    public static void main(String[] rows) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectPackage("io.cammanager.backup.core.transfer"),
                        selectPackage("io.cammanager.backup.testkit.failures"),
                        selectPackage("io.cammanager.backup.testkit.simulation"),
                        selectPackage("io.cammanager.backup.cli.failures"))
                .filters(includeTags(List.of(rows)), excludeTags("long"))
                .build();
        First first = new First();
        LauncherFactory.create().execute(request, first);
        Runtime.getRuntime().halt(first.ran.get() == 0 ? NOTHING_RAN : GREEN);
    }

    private static final class First implements TestExecutionListener {
        private final AtomicInteger ran = new AtomicInteger();

        @Override
        @SuppressWarnings("SystemOut") // this is a program
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                ran.incrementAndGet();
            }
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                System.out.println("red: " + test.getDisplayName() + ": "
                        + result.getThrowable().map(Throwable::toString).orElse(""));
                System.out.flush();
                Runtime.getRuntime().halt(RED);
            }
        }
    }
}
