package dev.rollcall.registry.live;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.RegistryContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class InMemoryRegistryTest extends RegistryContract {
  private final InMemoryRegistry registry = new InMemoryRegistry(time);

  @Override
  protected Registry registry() {
    return registry;
  }

  @Override
  protected List<Catalog> catalogs() {
    return List.of(registry.catalog());
  }

  @Override
  protected void settle() {
    registry.tick();
  }

  @AfterEach
  void close() {
    registry.close();
  }
}
