package io.github.identitysync;

import java.util.List;

/**
 * What one call of {@link IdentitySync#update} did. The numbers are those of applying its updates
 * one after the other.
 *
 * @param applied how many updates were applied: all but the refused ones
 * @param unchanged how many of them said nothing new, as when they are repeated
 * @param newIdentities how many identities were seen for the first time, each as a profile of its
 *     own
 * @param refused the updates that were left out because their identity is a placeholder, or because
 *     of their time, in the order of their positions; immutable
 */
public record UpdateReport(
    int applied, int unchanged, int newIdentities, List<RefusedRecord> refused) {

  /** Copies the list of refused updates. */
  public UpdateReport {
    refused = List.copyOf(refused);
  }
}
