package io.cammanager.backup.testkit;

import java.util.Arrays;

/** The tools of this module on a command line: {@code s3-server} and {@code recordings}. */
public final class ToolsMain {
    private static final String USAGE = """
            usage: java -jar testkit-tools.jar TOOL ...
              s3-server    runs an S3 server on the loopback interface
              recordings   writes recordings to back up
            """;

    private ToolsMain() {}

    public static void main(String[] args) throws Exception {
        String tool = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (tool) {
            case "s3-server" -> S3ServerMain.main(rest);
            case "recordings" -> RecordingsMain.main(rest);
            default -> ToolArguments.fail(USAGE.strip());
        }
    }
}
