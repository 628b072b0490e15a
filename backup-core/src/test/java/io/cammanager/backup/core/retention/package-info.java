@NullMarked
package io.cammanager.backup.core.retention;

import org.jspecify.annotations.NullMarked;
