package io.cammanager.backup.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call that changed what is on the disk, as strace told it with {@code -f -y -xx}.
 *
 * @param path the file it is about, or the old name
 * @param hex what is written; the new name of a rename
 * @param number the offset of a write, -1 for the end of the file; the new length
 */
record DiskCall(Kind kind, String path, String hex, long number) {
    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>,? ?(.*)");
    private static final String UNFINISHED = " <unfinished ...>";
    private static final Pattern WRITE =
            Pattern.compile("(p?write)(?:64)?\\(\\d+<([^>]*)>, \"([^\"]*)\", \\d+(?:, (\\d+))?\\) += \\d+");
    private static final Pattern SYNC = Pattern.compile("f(?:data)?sync\\(\\d+<([^>]*)>\\) += 0");
    private static final Pattern TRUNCATE = Pattern.compile("ftruncate\\(\\d+<([^>]*)>, (\\d+)\\) += 0");
    private static final Pattern RENAME = Pattern.compile("rename\\(\"([^\"]*)\", \"([^\"]*)\"\\) += 0");
    private static final Pattern UNLINK = Pattern.compile("unlink\\(\"([^\"]*)\"\\) += 0");
    private static final Pattern CREATE =
            Pattern.compile("openat\\([^,]*, \"([^\"]*)\", (\\S*O_CREAT\\S*), \\d+\\) += \\d+<.*");
    private static final String NOTHING = "";

    /** What a call does. */
    enum Kind {
        CREATE,
        WRITE,
        SYNC,
        TRUNCATE,
        RENAME,
        UNLINK
    }

    /** Reads the calls of a log in the order in which they were done. */
    static List<DiskCall> read(Path log) throws IOException {
        List<DiskCall> calls = new ArrayList<>();
        Map<String, String> begun = new HashMap<>();
        for (String text : Files.readAllLines(log)) {
            Matcher line = LINE.matcher(text);
            if (!line.matches()) {
                continue;
            }
            String call = line.group(2);
            if (call.endsWith(UNFINISHED)) {
                begun.put(line.group(1), call.substring(0, call.length() - UNFINISHED.length()));
                continue;
            }
            Matcher resumed = RESUMED.matcher(call);
            parse(resumed.matches() ? begun.remove(line.group(1)) + resumed.group(1) : call, calls);
        }
        return calls;
    }

    private static void parse(String call, List<DiskCall> calls) {
        Matcher write = WRITE.matcher(call);
        Matcher sync = SYNC.matcher(call);
        Matcher truncate = TRUNCATE.matcher(call);
        Matcher rename = RENAME.matcher(call);
        Matcher unlink = UNLINK.matcher(call);
        Matcher create = CREATE.matcher(call);
        if (write.matches()) {
            long offset = write.group(4) == null ? -1 : Long.parseLong(write.group(4));
            calls.add(new DiskCall(Kind.WRITE, text(write.group(2)), write.group(3), offset));
        } else if (sync.matches()) {
            calls.add(new DiskCall(Kind.SYNC, text(sync.group(1)), NOTHING, 0));
        } else if (truncate.matches()) {
            calls.add(new DiskCall(Kind.TRUNCATE, text(truncate.group(1)), NOTHING, Long.parseLong(truncate.group(2))));
        } else if (rename.matches()) {
            calls.add(new DiskCall(Kind.RENAME, text(rename.group(1)), rename.group(2), 0));
        } else if (unlink.matches()) {
            calls.add(new DiskCall(Kind.UNLINK, text(unlink.group(1)), NOTHING, 0));
        } else if (create.matches()) {
            calls.add(new DiskCall(
                    Kind.CREATE, text(create.group(1)), NOTHING, create.group(2).contains("O_TRUNC") ? 1 : 0));
        }
    }

    byte[] data() {
        return bytes(hex);
    }

    private static byte[] bytes(String hex) {
        return BaseEncoding.base16().lowerCase().decode(hex.replace("\\x", ""));
    }

    private static String text(String hex) {
        return new String(bytes(hex), UTF_8);
    }
}
