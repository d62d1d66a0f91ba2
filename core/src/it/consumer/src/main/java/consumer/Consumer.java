package consumer;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;

/** Links a browser to a CRM user and prints the user's profile. */
public final class Consumer {
  private Consumer() {}

  public static void main(String[] args) {
    try (IdentitySync sync = IdentitySync.open(Path.of("target", "identities"))) {
      sync.apply(List.of(SyncRecord.of("00000000000aaaaa", "123", "crm123", "user123")));
      System.out.println(
          "consumer: "
              + sync.folder("00000000000aaaaa")
                  .profile(Identity.external("crm123", "user123"))
                  .orElseThrow());
    }
  }
}
