package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.lock.LocalLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who holds a lock, in words for whoever finds it held. */
final class RunOwner {
    private static final Pattern PROCESS = Pattern.compile("process ([0-9]{1,18}) on ([^,]+),");

    private RunOwner() {}

    static String describe(String runId, Clock clock) {
        return "process " + ProcessHandle.current().pid() + " on " + hostName() + ", run " + runId + ", since "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns who holds the lock of a state directory; null when nobody does, or whoever did has died here. */
    static @Nullable String ofLock(Path directory) {
        String owner = LocalLock.holder(directory).orElse(null);
        return owner == null || isGone(owner) ? null : owner;
    }

    private static boolean isGone(String owner) {
        Matcher said = PROCESS.matcher(owner);
        return said.lookingAt()
                && said.group(2).equals(hostName())
                && ProcessHandle.of(Long.parseLong(said.group(1))).isEmpty();
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
