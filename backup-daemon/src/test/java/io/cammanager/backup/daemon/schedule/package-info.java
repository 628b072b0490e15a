@NullMarked
package io.cammanager.backup.daemon.schedule;

import org.jspecify.annotations.NullMarked;
