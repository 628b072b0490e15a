package io.cammanager.backup.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** Two network namespaces with a cable each to this one, whose first end is where the server listens. */
final class TwoHosts implements AutoCloseable {
    private final String id = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final int net = ThreadLocalRandom.current().nextInt(1, 255);
    private String reason = "";

    TwoHosts() {
        for (int host = 1; host <= 2 && areUp(); host++) {
            String name = name(host);
            String cable = "cm" + id + host;
            ip("netns add " + name);
            ip("link add " + cable + " type veth peer name eth0 netns " + name);
            ip("addr add " + address(host, 1) + "/30 dev " + cable);
            ip("link set " + cable + " up");
            ip("-n " + name + " addr add " + address(host, 2) + "/30 dev eth0");
            ip("-n " + name + " link set eth0 up");
            ip("-n " + name + " link set lo up");
            ip("-n " + name + " route add default via " + address(host, 1));
        }
    }

    private String name(int host) {
        return "cm-" + id + "-" + host;
    }

    private String address(int host, int end) {
        return "10.231." + net + "." + (4 * (host - 1) + end);
    }

    boolean areUp() {
        return reason.isEmpty();
    }

    /** Returns why they are not up. */
    String reason() {
        return reason;
    }

    String serverAddress() {
        return address(1, 1);
    }

    /** Returns the command that runs the rest of a command line on a host. */
    String[] inside(int host) {
        String script = "hostname host-" + host + " && exec \"$@\"";
        return new String[] {"ip", "netns", "exec", name(host), "unshare", "--uts", "sh", "-c", script, "sh"};
    }

    /** Drops all that a host sends or is sent. */
    void cutOff(int host) {
        run("ip netns exec " + name(host) + " iptables -A INPUT -i eth0 -j DROP");
        run("ip netns exec " + name(host) + " iptables -A OUTPUT -o eth0 -j DROP");
    }

    void reconnect(int host) {
        run("ip netns exec " + name(host) + " iptables -F");
    }

    private void ip(String arguments) {
        run("ip " + arguments);
    }

    private void run(String command) {
        try {
            Process process = new ProcessBuilder(command.split(" ", -1))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0 && reason.isEmpty()) {
                reason = command + ": " + said.strip();
            }
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        }
    }

    /** Takes both down; the cables go with them. */
    @Override
    public void close() {
        ip("netns del " + name(1));
        ip("netns del " + name(2));
    }
}
