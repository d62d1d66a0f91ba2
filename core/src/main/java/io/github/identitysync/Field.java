package io.github.identitysync;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import java.time.Instant;

/**
 * What a profile shows for one field.
 *
 * @param value the value that the field's {@link io.github.identitysync.model.FieldRule} gives;
 *     never a {@link FieldValue.Removed}
 * @param occurredAt when the value was written; of a union or a total, when the last write was that
 *     it is made of
 * @param source the identity through which that was written; if several wrote the same value at the
 *     same time, the first of them in their natural order
 */
public record Field(FieldValue value, Instant occurredAt, Identity source) {}
