package dev.rollcall.cluster;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.RegistryContract;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract, seen from all of three members. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeMembersTest extends RegistryContract {
  private final TestCluster cluster = new TestCluster(time, 3, TestCluster.ALL_MAY_END);

  @Override
  protected Registry registry() {
    return cluster.node(0).registry();
  }

  @Override
  protected List<Catalog> catalogs() {
    return cluster.catalogs();
  }

  @Override
  protected void settle() {
    cluster.settle();
  }

  /** Whoever comes to own an instance gives it its full time from then on: not within a test. */
  @BeforeEach
  void own() {
    settle();
  }

  /** The members serve one test after the other: each leaves them as empty as it found them. */
  @AfterEach
  void empty() {
    List<Service> services = services();
    services.stream()
        .flatMap(service -> service.registered().stream())
        .map(Registered::key)
        .forEach(
            key -> {
              now(registry().deregister(key));
              awaitTombstone(key);
            });
    time.advance(Tombstone.KEPT);
    settle();
    services.stream()
        .flatMap(service -> service.entries().stream())
        .forEach(entry -> awaitEntry(entry.key(), Optional::isEmpty));
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  private List<Service> services() {
    Catalog first = catalogs().getFirst();
    return first.services().stream().map(name -> first.service(name).orElseThrow()).toList();
  }
}
