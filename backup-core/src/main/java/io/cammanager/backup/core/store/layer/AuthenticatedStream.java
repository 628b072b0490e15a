package io.cammanager.backup.core.store.layer;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ZeroedBlocksException;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.CryptOptions.BadBlocks;
import io.cammanager.backup.crypto.DecryptingStream;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of an encrypted recording. Each block authenticates itself; that none is missing at the end, and that
 * they belong to this path, only the tag can tell, so the last read throws when it does not fit. It throws as well when damaged
 * blocks were given out as zeros: nobody takes such bytes for the recording unawares.
 */
final class AuthenticatedStream extends InputStream {
    private final InputStream stored;
    private final RcloneCrypt crypt;
    private final String path;
    private final @Nullable String tag;
    private final BlockNumbers zeroed = new BlockNumbers();
    private final Hasher sha256 = Hashing.sha256().newHasher();
    private long count;
    private boolean checked;
    private @Nullable DecryptingStream plain;

    /**
     * Makes the stream.
     *
     * @param tag what the object's metadata states; null where nothing is stated, as in what rclone has written
     */
    AuthenticatedStream(InputStream stored, RcloneCrypt crypt, String path, @Nullable String tag) {
        this.stored = stored;
        this.crypt = crypt;
        this.path = path;
        this.tag = tag;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            DecryptingStream opened = plain == null ? open() : plain;
            plain = opened;
            int read = opened.read(target, offset, length);
            if (read > 0) {
                sha256.putBytes(target, offset, read);
                count += read;
            } else if (read < 0) {
                check(opened);
            }
            return read;
        } catch (CryptException e) {
            throw new DamagedContentException(e.getMessage(), e);
        } catch (DamagedContentException e) {
            throw e;
        } catch (IOException e) {
            if (zeroed.isEmpty()) {
                throw e;
            }
            // Whoever goes on from here with a range would never hear of the zeros.
            throw new DamagedContentException("damage in " + zeroed + ", and then the answer broke off", e);
        }
    }

    private DecryptingStream open() throws IOException {
        return crypt.badBlocks() == BadBlocks.PASS_AS_ZEROS
                ? crypt.content().decryptPassingBadBlocks(stored, zeroed::add)
                : crypt.content().decrypt(stored);
    }

    private void check(DecryptingStream ended) throws IOException {
        if (!zeroed.isEmpty()) {
            throw new ZeroedBlocksException(zeroed.toString());
        }
        if (checked || tag == null) {
            return;
        }
        checked = true;
        if (!tag.equals(crypt.tag(path, ended.nonce(), count, sha256.hash().asBytes()))) {
            throw tagDiffers();
        }
    }

    static DamagedContentException tagDiffers() {
        return new DamagedContentException(
                "its tag does not fit: it was cut at the border of a block, or exchanged for another recording", null);
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
