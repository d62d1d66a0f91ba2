package io.github.identitysync;

/**
 * How large a folder is.
 *
 * @param identities how many identities are known
 * @param links how many distinct pairs of identities were ever linked
 * @param profiles into how many profiles the identities join
 * @param largestProfile how many identities the largest profile has; 0 in an empty folder
 */
public record FolderStats(long identities, long links, long profiles, long largestProfile) {}
