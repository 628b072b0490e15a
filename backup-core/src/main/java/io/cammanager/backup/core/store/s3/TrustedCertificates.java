package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What the JDK trusts, and what a PEM file adds to that. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    static TrustManager[] with(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> added =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (added.isEmpty()) {
                throw new BackupException(ExitCode.USAGE, "could not use CA file " + pem + ": no certificate in it");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : added) {
                store.setCertificateEntry("added" + number++, certificate);
            }
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                        store.setCertificateEntry("jdk" + number++, certificate);
                    }
                }
            }
            return managers(store);
        } catch (IOException | GeneralSecurityException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new BackupException(ExitCode.USAGE, "could not use CA file " + pem + ": " + reason, e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
