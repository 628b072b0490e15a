/** How the bucket treats what is in it: life-cycle rules, Object Lock, holds. Start at {@link io.cammanager.backup.core.bucket.BucketCare}. */
@NullMarked
package io.cammanager.backup.core.bucket;

import org.jspecify.annotations.NullMarked;
