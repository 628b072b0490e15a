/** Looks at what is in the bucket and says whether it is what was confirmed, and how deep it looked. */
@NullMarked
package io.cammanager.backup.core.verify;

import org.jspecify.annotations.NullMarked;
