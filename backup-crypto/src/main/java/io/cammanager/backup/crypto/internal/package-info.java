/**
 * How the bytes and the names are encrypted. Not API: use {@link io.cammanager.backup.crypto.ContentCipher} and {@link
 * io.cammanager.backup.crypto.NameCipher}.
 */
@NullMarked
package io.cammanager.backup.crypto.internal;

import org.jspecify.annotations.NullMarked;
