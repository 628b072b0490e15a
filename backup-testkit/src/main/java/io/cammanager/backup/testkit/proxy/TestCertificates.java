package io.cammanager.backup.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that exists for one test, and what it has signed. Made by the JDK's own {@code keytool}. */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    private final Path keys;
    private final Path certificate;
    private int servers;

    /** What a server's certificate says of when it is good. */
    public enum Validity {
        NOW("-1H", "2"),
        EXPIRED("-10d", "5");

        private final String start;
        private final String days;

        Validity(String start, String days) {
            this.start = start;
            this.days = days;
        }
    }

    private TestCertificates(Path directory) {
        keys = directory.resolve("test-keys.p12");
        certificate = directory.resolve("test-ca.pem");
    }

    /** Makes an authority whose files are kept in this directory. */
    public static TestCertificates create(Path directory) throws IOException {
        TestCertificates made = new TestCertificates(directory);
        made.generate(AUTHORITY, "CN=Authority of a test", Validity.NOW, List.of("-ext", "bc:c"));
        made.keytool(List.of("-exportcert", "-rfc", "-alias", AUTHORITY, "-file", made.certificate.toString()));
        return made;
    }

    /** Returns the PEM file that a client needs in order to trust the authority. */
    public Path authority() {
        return certificate;
    }

    /**
     * Returns the TLS of a server whose certificate the authority has signed.
     *
     * @param names as keytool has them, such as {@code ip:127.0.0.1,dns:localhost}
     */
    public SSLContext server(String names, Validity validity) throws IOException {
        String alias = "server" + servers++;
        generate(alias, "CN=" + alias, validity, List.of("-signer", AUTHORITY, "-ext", "san=" + names));
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(in, PASSWORD.toCharArray());
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(
                    alias,
                    all.getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    all.getCertificateChain(alias));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(one, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("could not use what keytool has made in " + keys, e);
        }
    }

    private void generate(String alias, String name, Validity validity, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name));
        command.addAll(List.of("-keyalg", "EC", "-startdate", validity.start, "-validity", validity.days));
        command.addAll(more);
        keytool(command);
    }

    private void keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }
}
