package dev.rollcall.cluster;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.ServiceSettingsContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract, seen from all of three members. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeMembersSettleTest extends ServiceSettingsContract {
  private final TestCluster cluster = new TestCluster(time, 3);

  @Override
  protected ServiceSettingsBook book() {
    return cluster.node(0).settings();
  }

  @Override
  protected List<Catalog> catalogs() {
    return cluster.catalogs();
  }

  @Override
  protected void settle() {
    cluster.settle();
  }

  @AfterAll
  void close() {
    cluster.close();
  }
}
