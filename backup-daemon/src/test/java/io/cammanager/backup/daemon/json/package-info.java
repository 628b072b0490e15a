@NullMarked
package io.cammanager.backup.daemon.json;

import org.jspecify.annotations.NullMarked;
