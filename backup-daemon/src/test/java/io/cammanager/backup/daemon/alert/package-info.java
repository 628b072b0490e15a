@NullMarked
package io.cammanager.backup.daemon.alert;

import org.jspecify.annotations.NullMarked;
