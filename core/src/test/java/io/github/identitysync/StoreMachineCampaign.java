package io.github.identitysync;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.state.ActionChain;

/**
 * As many chains as the system property {@code jqwik.tries.default} says; runs only where it is
 * named.
 */
class StoreMachineCampaign {

  @Property
  void saysWhatItWasTold(
      @ForAll(supplier = StoreMachineChains.class) ActionChain<StoreMachine> chain) {
    StoreMachine.run(chain);
  }
}
