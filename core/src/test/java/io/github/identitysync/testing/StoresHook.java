package io.github.identitysync.testing;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Gives each try of a property its {@link Stores}, and closes them after it; a store that does not
 * verify falsifies the property.
 */
public final class StoresHook implements ResolveParameterHook, AroundTryHook {

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public Optional<ParameterSupplier> resolve(
      ParameterResolutionContext parameter, LifecycleContext context) {
    return parameter.typeUsage().isOfType(Stores.class)
        ? Optional.of(aTry -> new Stores())
        : Optional.empty();
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
    TryExecutionResult result = executor.execute(parameters);
    for (Object parameter : parameters) {
      if (parameter instanceof Stores stores) {
        try {
          stores.close();
        } catch (RuntimeException e) {
          if (result.throwable().isEmpty()) {
            result = TryExecutionResult.falsified(e);
          }
        }
      }
    }
    return result;
  }
}
