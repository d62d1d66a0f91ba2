package io.github.identitysync.internal.folder;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Readers see a commit whole or not at all, while the arrays and indexes that they read grow. */
public final class PublicationStress {

  private PublicationStress() {}

  /** A profile that is joined with another one. */
  @JCStressTest
  @Outcome(id = GrowingFolder.AFTER, expect = ACCEPTABLE, desc = "The commit, whole")
  @State
  public static class JoinedProfile extends GrowingFolder {

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(L_Result result) {
      result.r1 = await(this::joinedProfile);
    }
  }

  /** A profile that is added. */
  @JCStressTest
  @Outcome(id = GrowingFolder.AFTER, expect = ACCEPTABLE, desc = "The commit, whole")
  @State
  public static class AddedProfile extends GrowingFolder {

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(L_Result result) {
      result.r1 = await(this::addedProfile);
    }
  }

  /** Two profiles, one after the other. */
  @JCStressTest
  @Outcome(id = GrowingFolder.AFTER, expect = ACCEPTABLE, desc = "The commit, whole")
  @State
  public static class TwoProfiles extends GrowingFolder {

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(L_Result result) {
      result.r1 = await(this::joinedThenAdded);
    }
  }

  /** The numbers of identities, links and profiles. */
  @JCStressTest
  @Outcome(id = GrowingFolder.AFTER, expect = ACCEPTABLE, desc = "The commit, whole")
  @State
  public static class Size extends GrowingFolder {

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(L_Result result) {
      result.r1 = await(this::size);
    }
  }

  /** The records that are committed, looked up. */
  @JCStressTest
  @Outcome(id = GrowingFolder.AFTER, expect = ACCEPTABLE, desc = "The commit, whole")
  @State
  public static class KnownRecords extends GrowingFolder {

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(L_Result result) {
      result.r1 = await(this::knownRecords);
    }
  }
}
