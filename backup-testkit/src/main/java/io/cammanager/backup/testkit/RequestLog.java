package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked of a server, in memory or, for a server that runs for days, only in a file of JSON lines. */
final class RequestLog implements AutoCloseable {
    /** Whether requests are also kept in memory. */
    enum Memory {
        KEEP,
        FORGET
    }

    private final List<LoggedRequest> requests = new ArrayList<>();
    private final Memory memory;
    private final @Nullable BufferedWriter file;

    private RequestLog(Memory memory, @Nullable BufferedWriter file) {
        this.memory = memory;
        this.file = file;
    }

    static RequestLog open(Memory memory, @Nullable Path file) throws IOException {
        if (file == null) {
            return new RequestLog(memory, null);
        }
        return new RequestLog(
                memory, Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    synchronized void add(LoggedRequest request) {
        if (memory == Memory.KEEP) {
            requests.add(request);
        }
        if (file == null) {
            return;
        }
        try {
            file.write(request.toJson());
            file.write('\n');
            file.flush(); // read by others while the server runs
        } catch (IOException e) {
            throw new UncheckedIOException("could not append to the request log", e);
        }
    }

    synchronized ImmutableList<LoggedRequest> requests() {
        return ImmutableList.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
