/** How the bytes are encrypted. Not API: use {@link io.cammanager.backup.crypto.ContentCipher}. */
@NullMarked
package io.cammanager.backup.crypto.internal;

import org.jspecify.annotations.NullMarked;
