package io.github.identitysync;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.state.ActionChain;

/** A store agrees with a model of it after any calls in any order. */
class StoreMachineProperties {

  @Property(tries = 60)
  void saysWhatItWasTold(
      @ForAll(supplier = StoreMachineChains.class) ActionChain<StoreMachine> chain) {
    StoreMachine.run(chain);
  }
}
