@NullMarked
package io.cammanager.backup.core.metrics;

import org.jspecify.annotations.NullMarked;
