@NullMarked
package io.cammanager.backup.daemon.watch;

import org.jspecify.annotations.NullMarked;
