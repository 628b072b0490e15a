/** The engine as the recorder's developers use it: through its public API, from outside. */
@NullMarked
package io.cammanager.recorder;

import org.jspecify.annotations.NullMarked;
