package dev.rollcall.registry.live;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.ServiceSettingsContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class InMemorySettingsBookTest extends ServiceSettingsContract {
  private final InMemoryRegistry registry = new InMemoryRegistry(time);

  @Override
  protected ServiceSettingsBook book() {
    return registry.settings();
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
