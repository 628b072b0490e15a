@NullMarked
package io.cammanager.backup.daemon.client;

import org.jspecify.annotations.NullMarked;
