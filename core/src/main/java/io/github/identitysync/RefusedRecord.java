package io.github.identitysync;

/**
 * A record or update that was left out because it names nobody in particular, or because its time
 * is not one that the options allow.
 *
 * @param index its position in the list, counted from 0
 * @param reason why it was left out; it names a member and never its value, so that reasons can be
 *     counted and logged
 */
public record RefusedRecord(int index, String reason) {}
