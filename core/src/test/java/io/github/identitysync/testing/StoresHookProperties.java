package io.github.identitysync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.TryExecutionResult;

@AddLifecycleHook(StoresHook.class)
class StoresHookProperties {

  private final List<IdentitySync> earlier = new ArrayList<>();

  @Property(tries = 5)
  void eachTryHasStoresOfItsOwn(@ForAll @IntRange(max = 9) int number, Stores stores) {
    assertThat(earlier)
        .allSatisfy(
            sync ->
                assertThatExceptionOfType(IdentitySyncException.Closed.class)
                    .isThrownBy(sync::verify));
    IdentitySync sync = stores.inMemory();
    earlier.add(sync);
    sync.apply(List.of(SyncRecord.of("f", "b" + number, "t", "u")));
    assertThat(sync.folder("f").stats().identities()).isEqualTo(2);
  }

  @Example
  void aDamagedStoreFalsifiesTheTry() throws IOException {
    Stores stores = new Stores();
    IdentitySync sync = stores.onDisk();
    sync.apply(List.of(SyncRecord.of("f", "b", "t", "u")));
    sync = stores.reopen(sync);
    StoresTest.damage(stores.directory(sync));

    TryExecutionResult result =
        new StoresHook()
            .aroundTry(null, parameters -> TryExecutionResult.satisfied(), List.of(stores));

    assertThat(result.isFalsified()).isTrue();
    assertThat(result.throwable()).containsInstanceOf(IdentitySyncException.Corrupt.class);
  }
}
