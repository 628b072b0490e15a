/** The process that a runner is, as its system sees it. */
@NullMarked
package io.cammanager.backup.core.process;

import org.jspecify.annotations.NullMarked;
