package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Paces the bytes of objects, up and down; requests without any are not slowed. Belongs next to the store that sends, below
 * whatever retries or encrypts, so that every byte of every try counts, and only those that travel.
 */
public final class ThrottledStore extends ForwardingObjectStore {
    private final Throttle throttle;

    public ThrottledStore(ObjectStore inner, Throttle throttle) {
        super(inner);
        this.throttle = throttle;
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        ObjectContent content = super.get(request);
        return new ObjectContent(content.info(), throttle.receiving(content.stream()), content.check());
    }

    @Override
    public String put(PutRequest request, Body body) {
        return super.put(request, new PacedBody(body));
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return new ThrottledUpload(super.startMultipart(request));
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return new ThrottledUpload(super.resumeMultipart(request, uploadId));
    }

    private final class ThrottledUpload extends ForwardingMultipartUpload {
        ThrottledUpload(MultipartUpload inner) {
            super(inner);
        }

        @Override
        public Part uploadPart(int number, Body body) {
            return super.uploadPart(number, new PacedBody(body));
        }
    }

    private final class PacedBody implements Body {
        private final Body body;

        PacedBody(Body body) {
            this.body = body;
        }

        @Override
        public long length() {
            return body.length();
        }

        @Override
        public Digests digests() {
            return body.digests();
        }

        @Override
        public InputStream open() throws IOException {
            return throttle.sending(body.open());
        }
    }
}
