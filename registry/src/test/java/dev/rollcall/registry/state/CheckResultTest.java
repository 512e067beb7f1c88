package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Verdict;
import org.junit.jupiter.api.Test;

class CheckResultTest {
  @Test
  void nameThatNoCheckCanHaveIsRefused() {
    for (String name : new String[] {"", "a b", "x".repeat(64), "x".repeat(70_000)}) {
      assertThrows(InvalidValueException.class, () -> CheckResult.of(name, Verdict.FAILING, "503"));
    }
    assertEquals("http:web", CheckResult.of("http:web", Verdict.FAILING, "503").check());
  }
}
