package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollcallCommandTest {
  private final List<Settings> started = new ArrayList<>();
  private final StringWriter errors = new StringWriter();
  private final StringWriter answers = new StringWriter();

  @Test
  void startReadsItsOptions() {
    assertEquals(0, run("start", "--dns-port", "53", "--zone=example.org"));
    assertEquals(53, started.getFirst().dnsPort());
    assertEquals("example.org", started.getFirst().zone().text());
    assertEquals("", errors.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          start --dns-prot 53   | Unknown options: '--dns-prot', '53'; allowed: --help, -h, --config
          start now             | Unmatched argument at index 1: 'now'
          start --dns-port      | Missing required parameter for option '--dns-port' (PORT)
          start --zone a --zone b | option '--zone' (NAME) should be specified only once
          start --dns-port x    | dns-port: 'x' is not allowed; allowed: 0 to 65535
          stop                  | Unmatched argument at index 0: 'stop'
          ""                    | a command is missing; allowed: start, services, service, resolve, watch, register, drain, export, import
          """)
  void misuseIsOneLineAndExitCode2(String line, String beginning) {
    assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")));
    assertEquals(1, errors.toString().lines().count(), errors::toString);
    assertTrue(errors.toString().startsWith("rollcall: " + beginning), errors::toString);
    assertTrue(started.isEmpty());
  }

  @Test
  void refusedStartIsOneLineAndExitCode2() {
    var command =
        new RollcallCommand(
            Map.of(),
            settings -> {
              throw new StartRefusedException("dns-port: taken\n at once");
            });
    assertEquals(2, command.tellingErrorsTo(new PrintWriter(errors, true)).run("start"));
    assertEquals("rollcall: dns-port: taken at once\n", errors.toString());
  }

  @Test
  void unexpectedFailureIsOneLineAndExitCode1() {
    var command =
        new RollcallCommand(
            Map.of(),
            settings -> {
              throw new IllegalStateException("broken");
            });
    assertEquals(1, command.tellingErrorsTo(new PrintWriter(errors, true)).run("start"));
    assertEquals("rollcall: failed: java.lang.IllegalStateException: broken\n", errors.toString());
  }

  @Test
  void helpNamesEveryOption() {
    assertEquals(0, run("start", "--help"));
    for (Setting setting : Setting.values()) {
      assertTrue(answers.toString().contains(setting.option()), answers::toString);
    }
    assertTrue(started.isEmpty());
  }

  @Test
  void versionIsOneLine() {
    assertEquals(0, run("--version"));
    assertTrue(answers.toString().matches("rollcall \\S.*\\R"), answers::toString);
  }

  private int run(String... arguments) {
    return new RollcallCommand(Map.of(), started::add)
        .tellingErrorsTo(new PrintWriter(errors, true))
        .answeringTo(new PrintWriter(answers, true))
        .run(arguments);
  }
}
