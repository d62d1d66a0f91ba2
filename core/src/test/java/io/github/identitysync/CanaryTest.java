package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Canary;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import io.github.identitysync.testing.Stores;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No error, whatever the reason, says an identifier or a value; nor does what it was caused by. */
class CanaryTest {

  private static final String BASE = "identities.db";
  private static final int PAGE = 4_096;
  private static final String TEXT = Canary.TEXT;
  private static final String UNPAIRED = Canary.UNPAIRED;
  private static final Identity BROWSER = Identity.browser(TEXT);
  private static final Map<String, FieldValue> VALUES = Map.of(TEXT, FieldValue.text(TEXT));
  private static final SyncRecord RECORD = new SyncRecord(TEXT, TEXT, TEXT, TEXT, Instant.EPOCH);
  private static final ProfileUpdate UPDATE =
      new ProfileUpdate(TEXT, BROWSER, VALUES, Instant.EPOCH);

  @RegisterExtension final Stores stores = new Stores();

  private static void assertSilent(Class<? extends Throwable> expected, ThrowingCallable... calls) {
    for (int i = 0; i < calls.length; i++) {
      Throwable thrown = catchThrowable(calls[i]);
      assertThat(thrown).as("call %d", i).isInstanceOf(expected);
      Canary.assertSilent(thrown);
    }
  }

  private static ProfileUpdate update(String name, FieldValue value) {
    return ProfileUpdate.of(TEXT, BROWSER, Map.of(name, value));
  }

  @Test
  void whatTheModelRefuses() {
    FieldValue text = FieldValue.text(TEXT);
    String large = TEXT.repeat(2_000);
    assertSilent(
        IllegalArgumentException.class,
        () -> SyncRecord.of(UNPAIRED, TEXT, TEXT, TEXT),
        () -> SyncRecord.of(TEXT, UNPAIRED, TEXT, TEXT),
        () -> SyncRecord.of(TEXT, TEXT, UNPAIRED, TEXT),
        () -> SyncRecord.of(TEXT, TEXT, TEXT, UNPAIRED),
        () -> SyncRecord.of(TEXT, TEXT, TEXT, " "),
        () -> SyncRecord.of(TEXT, TEXT, TEXT, null),
        () -> new SyncRecord(TEXT, TEXT, TEXT, TEXT, Instant.MAX),
        () -> Identity.browser(UNPAIRED),
        () -> Identity.external(TEXT, UNPAIRED),
        () -> Identity.external(UNPAIRED, TEXT),
        () -> FieldValue.text(UNPAIRED),
        () -> FieldValue.texts(List.of(TEXT, UNPAIRED)),
        () -> FieldValue.texts(Arrays.asList(TEXT, null)),
        () -> ProfileUpdate.of(UNPAIRED, BROWSER, VALUES),
        () -> ProfileUpdate.of(TEXT, null, VALUES),
        () -> ProfileUpdate.of(TEXT, BROWSER, Collections.singletonMap(TEXT, null)),
        () -> new ProfileUpdate(TEXT, BROWSER, VALUES, Instant.MIN),
        () -> update(UNPAIRED, text),
        () -> update(TEXT.repeat(9), text),
        () -> update(TEXT, FieldValue.text(large)),
        () -> update(TEXT, FieldValue.texts(List.of(TEXT, large))),
        () -> update(TEXT, FieldValue.decimal(BigDecimal.TEN.pow(500))),
        () -> ProfileId.parse(TEXT),
        () -> ProfileId.parse(Canary.SONG),
        () -> ProfileId.parse("1-2-3-4-" + Canary.SONG));
  }

  @Test
  void whatTheStoreRefuses() {
    IdentitySync sync = stores.inMemory(Stores.options().withMaxIdBytes(Canary.TEXT.length() + 9));
    Clock far = Clock.fixed(Instant.MAX, ZoneOffset.UTC);
    IdentitySync late = stores.inMemory(Stores.options().withClock(far));
    String tooLong = TEXT + TEXT;
    assertSilent(
        IllegalArgumentException.class,
        () -> sync.apply(List.of(RECORD, SyncRecord.of(tooLong, TEXT, TEXT, TEXT))),
        () -> sync.apply(List.of(RECORD, SyncRecord.of(TEXT, tooLong, TEXT, TEXT))),
        () -> sync.apply(List.of(RECORD, SyncRecord.of(TEXT, TEXT, tooLong, TEXT))),
        () -> sync.apply(List.of(RECORD, SyncRecord.of(TEXT, TEXT, TEXT, tooLong))),
        () -> sync.apply(Arrays.asList(RECORD, null)),
        () -> sync.update(List.of(UPDATE, ProfileUpdate.of(tooLong, BROWSER, VALUES))),
        () ->
            sync.update(List.of(UPDATE, ProfileUpdate.of(TEXT, Identity.browser(tooLong), VALUES))),
        () -> sync.update(Arrays.asList(UPDATE, null)),
        () -> sync.folder(UNPAIRED),
        () -> sync.folder(TEXT).page(TEXT, 1));
    assertSilent(
        IllegalStateException.class,
        () -> late.apply(List.of(SyncRecord.of(TEXT, TEXT, TEXT, TEXT))),
        () -> late.update(List.of(ProfileUpdate.of(TEXT, BROWSER, VALUES))));
    assertThat(sync.apply(List.of(SyncRecord.of(TEXT, "null", TEXT, TEXT))).refused().toString())
        .doesNotContain(Canary.SONG);
  }

  @Test
  void whatAClosedStoreRefuses() {
    IdentitySync sync = stores.onDisk();
    sync.apply(List.of(RECORD));
    sync.close();
    Folder folder = sync.folder(TEXT);
    assertSilent(
        Closed.class,
        () -> sync.apply(List.of(RECORD)),
        () -> sync.update(List.of(UPDATE)),
        sync::folderIds,
        sync::verify,
        () -> folder.profile(BROWSER),
        () -> folder.field(BROWSER, TEXT),
        () -> folder.sameProfile(BROWSER, BROWSER),
        () -> folder.profileId(BROWSER),
        () -> folder.profiles(List.of(BROWSER)),
        () -> folder.page(1),
        () -> folder.profiles().close(),
        folder::stats,
        folder::digest);
  }

  private static FaultDisk disk() {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    try (IdentitySync sync = IdentitySync.open(files, Stores.smallJournal())) {
      sync.apply(List.of(RECORD));
      sync.update(List.of(UPDATE));
      sync.verify();
    }
    return files.disk();
  }

  private static void useAll(FaultyFiles files) {
    try (IdentitySync sync = IdentitySync.open(files, Stores.smallJournal())) {
      sync.folderIds().forEach(id -> sync.folder(id).profiles().forEach(Profile::id));
      sync.folder(TEXT).profile(BROWSER);
      sync.apply(List.of(RECORD, SyncRecord.of(TEXT, TEXT + 1, TEXT, TEXT)));
      sync.update(List.of(UPDATE, update(TEXT, FieldValue.wholeNumber(1))));
      sync.verify();
    }
  }

  @Test
  void whatAFailingDiskCauses() {
    FaultDisk disk = disk();
    int failed = 0;
    for (int operation = 0; operation < 40; operation++) {
      FaultyFiles files = FaultyFiles.of(disk, FaultPlan.failFrom(operation));
      Throwable thrown = catchThrowable(() -> useAll(files));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(StorageFailed.class);
        Canary.assertSilent(thrown);
        failed++;
      }
    }
    assertThat(failed).isGreaterThan(5);
  }

  @Test
  void whatDamageCauses() {
    FaultDisk disk = disk();
    byte[] base = disk.bytes(BASE).toArray();
    Random random = new Random(3);
    int found = 0;
    for (int i = 0; i < 600; i++) {
      byte[] damaged = base.clone();
      int at = random.nextInt(base.length);
      damaged[at] = (byte) random.nextInt(256);
      if (i % 3 > 0) {
        vouchForPage(damaged, at / PAGE);
      }
      FaultyFiles files = FaultyFiles.of(disk.with(BASE, FaultBytes.of(damaged)));
      Throwable thrown = catchThrowable(() -> useAll(files));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(IdentitySyncException.class);
        Canary.assertSilent(thrown);
        found++;
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  /** Gives a page the checksum of its content, so that what is wrong is found further in. */
  private static void vouchForPage(byte[] base, int page) {
    ByteBuffer bytes = ByteBuffer.wrap(base);
    long epochs = bytes.getLong(24) - bytes.getLong(PAGE + 24);
    long storeId = bytes.getLong((epochs > 0 ? 0 : PAGE) + 16);
    if (page >= 2) {
      CRC32C crc = new CRC32C();
      crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, storeId ^ (page - 2)));
      crc.update(base, page * PAGE, PAGE - 8);
      bytes.putInt((page + 1) * PAGE - 8, (int) crc.getValue());
    }
  }
}
