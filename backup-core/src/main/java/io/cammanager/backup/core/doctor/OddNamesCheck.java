package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether keys come back as they were sent, by name and in a listing. */
final class OddNamesCheck implements Check {
    private static final String NAME = "odd names";
    private static final List<String> NAMES = List.of(
            "a b  c",
            "plus+plus",
            "percent%41%2F",
            "&=?#;:@,$!'()*",
            "[]{}^~|<>`\"",
            "back\\slash",
            "caf\u00e9",
            "cafe\u0301",
            "\u6444\u50cf\u673a",
            "\ud83d\udcf7",
            "trailing.");

    private final Scratch scratch;

    OddNamesCheck(Scratch scratch) {
        this.scratch = scratch;
    }

    @Override
    public List<Finding> look() {
        List<String> lost = new ArrayList<>();
        NAMES.stream().filter(name -> !comesBack(name)).forEach(lost::add);
        Set<ObjectKey> listed = new HashSet<>();
        scratch.store().list(ListRequest.all(scratch.folder() + "names/")).objects().stream()
                .map(ListedObject::key)
                .forEach(listed::add);
        NAMES.stream()
                .filter(name -> !lost.contains(name) && !listed.contains(key(name)))
                .forEach(lost::add);
        return List.of(
                lost.isEmpty()
                        ? Finding.ok(NAME, NAMES.size() + " keys with odd characters came back as they were sent")
                        : Finding.fail(
                                NAME,
                                ExitCode.INCOMPLETE,
                                "not kept as they were sent: "
                                        + String.join(
                                                ", ",
                                                lost.stream().map(Quoted::of).toList()),
                                "do not use such characters in the names of cameras and files"));
    }

    private ObjectKey key(String name) {
        return scratch.key("names/" + name);
    }

    private boolean comesBack(String name) {
        try {
            scratch.put(key(name), name);
            return scratch.read(ReadRequest.whole(key(name))).equals(name);
        } catch (StoreException e) {
            return switch (e.kind()) {
                case UNREACHABLE, OUTAGE, INTERRUPTED, THROTTLED -> throw e;
                default -> false;
            };
        }
    }
}
