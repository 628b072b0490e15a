@NullMarked
package io.cammanager.backup.core.plan;

import org.jspecify.annotations.NullMarked;
