/** Programs in processes of their own, and what holds them up. */
@NullMarked
package io.cammanager.backup.testkit.process;

import org.jspecify.annotations.NullMarked;
