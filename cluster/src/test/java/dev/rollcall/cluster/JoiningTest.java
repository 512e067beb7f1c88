package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import dev.rollcall.cluster.company.JoinRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class JoiningTest {
  private final Joining joining = new Joining(new Attempts(3, Duration.ZERO));
  private final Queue<Exception> failures = new ArrayDeque<>();

  @Test
  void aNodeThatIsNotLetInTriesAgain() throws IOException {
    failures.addAll(List.of(notLetIn(), notLetIn()));
    assertEquals("in", joining.entered(this::member));
  }

  @Test
  void aNodeThatIsNeverLetInSaysSo() {
    failures.addAll(List.of(notLetIn(), notLetIn(), notLetIn(), notLetIn()));
    var refused = assertThrows(JoinRefusedException.class, () -> joining.entered(this::member));
    assertEquals(
        "no member lets this one in (Node could not join cluster); allowed: members with the same"
            + " version of Hazelcast, all or none of them with member-zone",
        refused.getMessage());
    assertEquals(1, failures.size());
  }

  @Test
  void aPortThatIsTakenIsNotTriedAgain() {
    failures.addAll(List.of(new HazelcastException("Port is already in use"), notLetIn()));
    assertThrows(HazelcastException.class, () -> joining.entered(this::member));
    assertEquals(1, failures.size());
  }

  @Test
  void whatFailsWhileMembersComeAndGoIsLoadedAgain() throws IOException {
    failures.addAll(List.of(new CompletionException(gone()), new IOException("not all have it")));
    joining.load(this::load);
    assertEquals(0, failures.size());
  }

  @Test
  void aClusterThatDoesNotComeToRestIsGivenUpInOneLine() {
    failures.addAll(List.of(gone(), gone(), gone(), gone()));
    var refused = assertThrows(JoinRefusedException.class, () -> joining.load(this::load));
    assertEquals(
        "the cluster does not tell what it has (the members of the cluster are changing); allowed:"
            + " members that can reach one another",
        refused.getMessage());
    assertEquals(1, failures.size());
  }

  @Test
  void aFaultOfOursIsNotTriedAgain() {
    failures.addAll(List.of(new ArithmeticException("/ by zero"), gone()));
    assertThrows(RuntimeException.class, () -> joining.load(this::load));
    assertEquals(1, failures.size());
  }

  private static IllegalStateException notLetIn() {
    return new IllegalStateException("Node could not join cluster");
  }

  private static TargetNotMemberException gone() {
    return new TargetNotMemberException("gone");
  }

  private String member() {
    if (failures.poll() instanceof RuntimeException failure) {
      throw failure;
    }
    return "in";
  }

  private void load() throws IOException {
    switch (failures.poll()) {
      case null -> {}
      case IOException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      case Exception failure -> throw new AssertionError(failure);
    }
  }
}
