@NullMarked
package io.cammanager.backup.core.report;

import org.jspecify.annotations.NullMarked;
