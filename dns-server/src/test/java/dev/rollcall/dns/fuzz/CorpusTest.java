package dev.rollcall.dns.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer found worth keeping breaks no rule. {@code dns-server/fuzz} looks for more. */
class CorpusTest {
  private static final Path CORPORA = Path.of("src/test/resources/fuzz");

  static Stream<Arguments> targets() {
    return Stream.of(
        target("packet", PacketTarget::check),
        target("options", OptionsTarget::check),
        target("cookie", CookieTarget::check),
        target("framing", FramingTarget::check));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void breaksNoRule(String target, Consumer<byte[]> check) {
    List<Path> inputs = inputs(target);
    assertFalse(inputs.isEmpty(), target);
    inputs.forEach(input -> check(input, check));
  }

  private static void check(Path input, Consumer<byte[]> check) {
    try {
      check.accept(Files.readAllBytes(input));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(input.toString(), e);
    }
  }

  private static List<Path> inputs(String target) {
    try (Stream<Path> files = Files.list(CORPORA.resolve(target))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Arguments target(String name, Consumer<byte[]> check) {
    return Arguments.of(name, check);
  }
}
