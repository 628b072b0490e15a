package io.cammanager.backup.core.verify;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.VerifyResult;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one object.
 *
 * @param sha256 of its bytes, where they were read
 * @param bytesRead how many of them were
 */
public record Finding(
        VerifyResult result,
        @Nullable String detail,
        @Nullable HashCode sha256,
        long bytesRead) {
    static final Finding OK = of(VerifyResult.OK, null);

    static Finding of(VerifyResult result, @Nullable String detail) {
        return new Finding(result, detail, null, 0);
    }
}
