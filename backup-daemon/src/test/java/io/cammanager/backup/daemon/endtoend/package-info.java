@NullMarked
package io.cammanager.backup.daemon.endtoend;

import org.jspecify.annotations.NullMarked;
