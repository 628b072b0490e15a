package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import io.cammanager.backup.testkit.proxy.TestCertificates;
import io.cammanager.backup.testkit.proxy.TestCertificates.Validity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that cannot be reached or trusted, or that speak another HTTP than most. */
class ConnectionRowsTest extends ProxyRows {
    private static final int COUNT = 2;
    private static final String HERE = "ip:127.0.0.1,dns:localhost";

    @BeforeEach
    void record() throws IOException {
        bench.record(COUNT, 20_000);
    }

    private String unreachable(S3Config config) throws IOException, InterruptedException {
        Synced synced = bench.sync(PLAIN, config);
        Problem problem = synced.report().problem();

        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(synced.calledSafe()).isEmpty();
        assertThat(problem).isNotNull();
        return problem == null ? "" : problem.message();
    }

    private FaultProxy tls(TestCertificates certificates, String names, Validity validity) throws IOException {
        return FaultProxy.to(server.endpoint())
                .tls(certificates.server(names, validity))
                .start();
    }

    @Test
    @Tag("E17")
    void e17TrustedCertificateIsSpokenTo() throws Exception {
        TestCertificates certificates = TestCertificates.create(directory);
        try (FaultProxy proxy = tls(certificates, HERE, Validity.NOW)) {
            bench.endpoint(proxy.endpoint());
            Synced synced = bench.sync(
                    PLAIN,
                    bench.config().caCertificate(certificates.authority()).build());

            assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.OK);
            bench.requireTruth(synced);
            assertThat(bench.remote()).isEqualTo(bench.local());
            assertThat(proxy.log()).isNotEmpty();
        }
    }

    /** What is wrong with a certificate. */
    enum Wrong {
        AUTHORITY(HERE, Validity.NOW),
        HOST("dns:elsewhere.invalid", Validity.NOW),
        TIME(HERE, Validity.EXPIRED);

        private final String names;
        private final Validity validity;

        Wrong(String names, Validity validity) {
            this.names = names;
            this.validity = validity;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E17")
    void e17CertificateThatIsNotTrustedIsNeverSpokenTo(Wrong wrong) throws Exception {
        TestCertificates certificates = TestCertificates.create(directory);
        try (FaultProxy proxy = tls(certificates, wrong.names, wrong.validity)) {
            bench.endpoint(proxy.endpoint());
            @Nullable Path trusted = wrong == Wrong.AUTHORITY ? null : certificates.authority();

            String message = unreachable(bench.config().caCertificate(trusted).build());

            assertThat(message)
                    .contains("TLS certificate is not trusted", proxy.endpoint().toString());
            assertThat(proxy.log()).isEmpty();
            assertThat(bench.proxy().log()).isEmpty();
        }
    }

    @Test
    @Tag("E17")
    void e17RefusedAndUnknownHostsAreNamed() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        bench.endpoint(nobody);
        assertThat(unreachable(bench.config().build())).contains("refused", nobody.toString());

        bench.endpoint(URI.create("http://no-such-host.invalid"));
        assertThat(unreachable(bench.config().build())).contains("unknown host", "no-such-host.invalid");
    }

    @Test
    @Tag("E17")
    void e17PlainServerBehindHttpsIsNotSpokenTo() throws Exception {
        bench.endpoint(URI.create("https://127.0.0.1:" + server.endpoint().getPort()));

        assertThat(unreachable(bench.config().build())).contains("does not speak TLS");
        assertThat(bench.remote()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "NO_CONTINUE", mode = EnumSource.Mode.EXCLUDE)
    @Tag("E18")
    void e18OlderHttpWorks(Fault.Manner manner) throws Exception {
        ArmedRule rule = bench.proxy().add(Match.any(), Occasion.always(), new Fault.Speak(manner));

        syncsInSpiteOf(PLAIN, rule);
        Restored restored = bench.restore();

        assertThat(restored.report().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(ProxyBench.hashes(bench.target())).isEqualTo(bench.local());
        assertThat(rule.fired()).isEqualTo(bench.proxy().log().size());
    }

    @Test
    @Tag("E18")
    void e18NeverWaitsToBeToldToGoOn() throws Exception {
        syncsInSpiteOf(PLAIN);

        assertThat(bench.proxy().log())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("expect"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    @Tag("E18")
    void e18RedirectTakesNoCredentialsElsewhere(int status) throws Exception {
        try (FaultProxy elsewhere = FaultProxy.to(server.endpoint()).start()) {
            ArmedRule rule = bench.proxy()
                    .add(
                            Match.operation("PutObject|ListObjectsV2|HeadObject"),
                            Occasion.from(1),
                            Fault.redirect(status, elsewhere.endpoint("localhost") + "/other"));

            Synced synced = bench.sync(PLAIN);

            requireFired(rule);
            assertThat(synced.report().exitCode()).as("%s", synced).isNotEqualTo(ExitCode.OK);
            assertThat(synced.calledSafe()).isEmpty();
            assertThat(elsewhere.log())
                    .extracting(ProxiedRequest::headers)
                    .noneMatch(headers -> headers.containsKey("authorization"));
            bench.requireHealing(PLAIN);
        }
    }
}
