package io.cammanager.backup.daemon.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The token that requests must bring along. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    /** Of equal length whatever is compared, so that the time it takes says nothing about either. */
    private final byte[] hash;

    BearerToken(Secret token) {
        this.hash = hash(token.reveal());
    }

    /** Says whether the {@code Authorization} header carries the token. */
    boolean isIn(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        hash, hash(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
