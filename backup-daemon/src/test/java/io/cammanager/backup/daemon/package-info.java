@NullMarked
package io.cammanager.backup.daemon;

import org.jspecify.annotations.NullMarked;
