package io.cammanager.backup.core.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(); // asks no name server
        } catch (IOException e) {
            return resolvedName();
        }
    }

    private static String resolvedName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
