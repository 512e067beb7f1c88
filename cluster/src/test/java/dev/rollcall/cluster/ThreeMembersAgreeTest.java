package dev.rollcall.cluster;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.AgreementContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract, seen from all of three members. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeMembersAgreeTest extends AgreementContract {
  private final TestCluster cluster = new TestCluster(new ManualTime(), 3);

  @Override
  protected List<Agreement> agreements() {
    return cluster.agreements();
  }

  @AfterAll
  void close() {
    cluster.close();
  }
}
