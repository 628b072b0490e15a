/** Bytes and names as rclone stores them; knows no S3 and nothing of the engine. */
@NullMarked
package io.cammanager.backup.crypto;

import org.jspecify.annotations.NullMarked;
