package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.AgreementContract;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemoryAgreementTest extends AgreementContract {
  private final LiveView view = new LiveView();
  private final InMemoryAgreement agreement = new InMemoryAgreement(view);

  @Override
  protected List<Agreement> agreements() {
    return List.of(agreement);
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void atFirstNothingIsAgreed() {
    assertEquals(Agreed.NOTHING, agreement.current());
  }

  @Test
  void aFollowerThatFailsKeepsNothingFromTheOthersAndTheContributorIsTold() {
    var heard = new CopyOnWriteArrayList<Long>();
    agreement.follow(
        agreed -> {
          if (agreed.serial() == 1) {
            throw new IllegalStateException("broken");
          }
        });
    agreement.follow(agreed -> heard.add(agreed.serial()));
    assertThrows(CompletionException.class, () -> now(agreement.contribute(Agreed.serial(1))));
    now(agreement.contribute(Agreed.serial(2)));
    assertEquals(List.of(0L, 1L, 2L), heard);
  }
}
