package io.cammanager.backup.core.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Who holds a lock, in words for whoever finds it held. */
final class RunOwner {
    private RunOwner() {}

    static String describe(String runId, Clock clock) {
        return "process " + ProcessHandle.current().pid() + " on " + hostName() + ", run " + runId + ", since "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
