/**
 * The configuration of rclone: its file, plain or encrypted, and the passwords in it. Start here: {@link
 * io.cammanager.backup.crypto.conf.RcloneConfig#load}.
 */
@NullMarked
package io.cammanager.backup.crypto.conf;

import org.jspecify.annotations.NullMarked;
