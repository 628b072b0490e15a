package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Quoted;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The state directory, or the place where it will be made. */
final class StateCheck implements Check {
    private static final String NAME = "state";
    private static final long LITTLE_BYTES = 256L << 20;
    private static final List<String> NETWORK = List.of("nfs", "cifs", "smb", "fuse.sshfs", "9p");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path state;

    StateCheck(DoctorContext context) {
        this.state = context.local().state();
    }

    @Override
    public List<Finding> look() {
        Path place = state;
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        try {
            return List.of(look(place));
        } catch (IOException e) {
            return List.of(unusable(LocalFailure.reason(e)));
        }
    }

    private Finding look(Path place) throws IOException {
        FileStore disk = Files.getFileStore(place);
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            String which = place.equals(state) ? "" : Quoted.of(place.toString()) + ": ";
            return unusable(which + whyNot(place, disk));
        }
        String type = disk.type().toLowerCase(Locale.ROOT);
        if (NETWORK.stream().anyMatch(type::startsWith)) {
            return Finding.warn(
                    NAME,
                    shown() + " lies on a network disk (" + type + "), where locks may not hold",
                    "name a local one with STATE_DIR");
        }
        if (place.equals(state) && isOpenToOthers()) {
            return Finding.warn(NAME, shown() + " can be read by other users", "chmod 700 it");
        }
        long free = disk.getUsableSpace();
        return free < LITTLE_BYTES
                ? Finding.warn(NAME, shown() + " has only " + (free >> 20) + " MiB of space left", "make room")
                : Finding.ok(
                        NAME,
                        shown() + (place.equals(state) ? " can be written" : " will be made") + ", " + (free >> 30)
                                + " GiB free");
    }

    private static String whyNot(Path place, FileStore disk) {
        if (!Files.isDirectory(place)) {
            return "not a directory";
        }
        return disk.isReadOnly() ? "its file system is read-only" : "not writable for this user";
    }

    private boolean isOpenToOthers() throws IOException {
        if (!Files.getFileStore(state).supportsFileAttributeView("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(state).stream().anyMatch(OTHERS::contains);
    }

    private String shown() {
        return Quoted.of(state.toString());
    }

    private Finding unusable(String why) {
        return Finding.fail(
                NAME,
                ExitCode.LOCAL_STATE,
                "the state directory " + shown() + " cannot be used (" + why + ")",
                "make it writable for this user, or name another one with STATE_DIR");
    }
}
