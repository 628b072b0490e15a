@NullMarked
package io.cammanager.backup.daemon.log;

import org.jspecify.annotations.NullMarked;
