/**
 * Commands that ask the daemon of this machine over its port: {@code sync} and {@code check}. Start at {@link
 * io.cammanager.backup.daemon.client.Commands}.
 */
@NullMarked
package io.cammanager.backup.daemon.client;

import org.jspecify.annotations.NullMarked;
