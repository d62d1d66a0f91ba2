package io.github.identitysync.benchmarks;

/** One line of the JSON that {@link Footprint} writes. */
record FootprintResult(
    StoreKind store, int records, long identities, long heapBytes, long diskBytes) {

  double heapPerIdentity() {
    return (double) heapBytes / identities;
  }

  double diskPerIdentity() {
    return (double) diskBytes / identities;
  }
}
