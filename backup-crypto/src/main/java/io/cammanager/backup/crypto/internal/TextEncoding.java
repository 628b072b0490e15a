package io.cammanager.backup.crypto.internal;

/** A way to write bytes as text that can be a file name. */
public interface TextEncoding {
    String encode(byte[] bytes);

    /** Decodes what Go's decoder takes: spare bits at the end may be anything. */
    byte[] decode(String text) throws UndecodableNameException;
}
