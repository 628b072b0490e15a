/**
 * What lies in the source: names as bytes, the keys they have in the bucket, and which of them are meant. Start with
 * {@link io.cammanager.backup.core.scan.KeyNames}.
 */
@NullMarked
package io.cammanager.backup.core.scan;

import org.jspecify.annotations.NullMarked;
