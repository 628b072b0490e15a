package io.cammanager.backup.core.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Cuts off an answer that is not an object and has no end: the SDK would read it into memory. */
final class AnswerLimit implements ExecutionInterceptor {
    /** Far above a page of 1,000 keys of 1,024 bytes, each byte of them url encoded. */
    private static final long MAX_BYTES = 32L << 20;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.request() instanceof GetObjectRequest
                        && context.httpResponse().isSuccessful()
                ? context.responseBody()
                : context.responseBody().map(Limited::new);
    }

    /** Ends in an error, and gives the connection up: to close it in good order would be to read all the rest. */
    private static final class Limited extends FilterInputStream {
        private long left = MAX_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                if (in instanceof Abortable connection) {
                    connection.abort();
                }
                throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
