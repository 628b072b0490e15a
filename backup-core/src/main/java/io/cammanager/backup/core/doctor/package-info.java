/** Finds out what is wrong, or unwise, before it matters. Start at {@link io.cammanager.backup.core.doctor.Doctor}. */
@NullMarked
package io.cammanager.backup.core.doctor;

import org.jspecify.annotations.NullMarked;
