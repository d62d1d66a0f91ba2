/**
 * JSON in and out: {@link io.github.identitysync.json.SyncJson} reads the records that {@code
 * IdentitySync.apply} takes, {@link io.github.identitysync.json.UpdateJson} reads the updates that
 * {@code IdentitySync.update} takes, {@link io.github.identitysync.json.ProfileJson} writes
 * profiles.
 *
 * <p>Parameters and results are never null unless marked {@code @Nullable}. No exception or reason
 * of this package carries a piece of the input; a rejected field is reported with its name.
 */
@NullMarked
package io.github.identitysync.json;

import org.jspecify.annotations.NullMarked;
