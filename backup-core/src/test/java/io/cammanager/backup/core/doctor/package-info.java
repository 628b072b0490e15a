@NullMarked
package io.cammanager.backup.core.doctor;

import org.jspecify.annotations.NullMarked;
