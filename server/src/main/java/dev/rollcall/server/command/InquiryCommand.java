package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.NodeClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What all commands have in common that people give to a running node. */
final class InquiryCommand implements Subcommand {
  /** Not long, for somebody waits; long enough for a node that is very busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String JSON = "--json";

  private final Inquiry inquiry;
  private final Map<String, String> environment;

  InquiryCommand(Inquiry inquiry, Map<String, String> environment) {
    this.inquiry = inquiry;
    this.environment = environment;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        inquiry
            .spec()
            .addOption(NodeAddress.option())
            .addOption(
                OptionSpec.builder(JSON)
                    .type(boolean.class)
                    .description("prints JSON for programs in place of text for people.")
                    .build());
    spec.usageMessage()
        .footerHeading("%nExample:%n")
        .footer(inquiry.example().lines().map(line -> "  " + line).toArray(String[]::new))
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed) throws CommandFailedException, InterruptedException {
    try (var client = new NodeClient(NodeAddress.of(parsed, environment), PATIENCE)) {
      CommandSpec spec = parsed.commandSpec();
      return inquiry.ask(
          new Talk(
              parsed,
              client,
              parsed.hasMatchedOption(JSON),
              spec.commandLine().getOut(),
              spec.commandLine().getErr()));
    }
  }

  @Override
  public ExitCode whenFailed() {
    return ExitCode.UNKNOWN;
  }

  private static Map<String, String> exitCodes() {
    var codes = new LinkedHashMap<String, String>();
    codes.put("0", "done; the answer is yes");
    codes.put("1", "the answer is no: not registered, nothing there");
    codes.put("2", "wrong usage");
    codes.put("3", "not known: the node cannot be reached, or cannot say now");
    return codes;
  }
}
