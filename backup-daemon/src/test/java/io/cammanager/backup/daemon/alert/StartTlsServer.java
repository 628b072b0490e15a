package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Takes one mail, and offers STARTTLS, which GreenMail does not. Keeps the commands, those under TLS marked. */
final class StartTlsServer implements AutoCloseable {
    final List<String> commands = new CopyOnWriteArrayList<>();

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Thread thread = new Thread(this::serve, "starttls-server");
    private final SSLContext context = context();

    StartTlsServer() throws IOException, GeneralSecurityException {
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** GreenMail's own certificate, which nobody trusts. */
    private static SSLContext context() throws IOException, GeneralSecurityException {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Objects.requireNonNull(GreenMail.class.getResourceAsStream("/greenmail.p12"))) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void serve() {
        try (Socket plain = server.accept()) {
            write(plain, "220 ready");
            if (talk(plain, "", "250-here\r\n250 STARTTLS")) {
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
                tls.setUseClientMode(false);
                boolean again = talk(tls, "TLS ", "250-here\r\n250 AUTH PLAIN");
                commands.add(again ? "STARTTLS twice" : "end");
            }
        } catch (IOException e) {
            commands.add("broken off");
        }
    }

    /** Returns whether TLS was asked for. */
    private boolean talk(Socket socket, String mark, String greeting) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.replaceAll("[ :].*", "").toUpperCase(Locale.ROOT);
            commands.add(mark + command);
            switch (command) {
                case "EHLO" -> write(socket, greeting);
                case "AUTH" -> write(socket, "235 welcome");
                case "DATA" -> {
                    write(socket, "354 go on");
                    while (!".".equals(in.readLine())) {
                        // the mail itself is of no interest here
                    }
                    write(socket, "250 taken");
                }
                case "QUIT" -> {
                    write(socket, "221 bye");
                    return false;
                }
                case "STARTTLS" -> {
                    write(socket, "220 go on");
                    return true;
                }
                default -> write(socket, "250 fine");
            }
        }
        return false;
    }

    private static void write(Socket socket, String line) throws IOException {
        Writer out = new OutputStreamWriter(socket.getOutputStream(), US_ASCII);
        out.write(line + "\r\n");
        out.flush();
    }

    /** Waits for the end of the conversation. */
    @Override
    public void close() throws IOException {
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
