package dev.rollcall.server;

import dev.rollcall.server.settings.Setting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The grammar of the command line: an option for each setting. */
final class CommandSpecs {
  private CommandSpecs() {}

  /** The whole command line. */
  static CommandSpec rollcall() {
    CommandSpec spec =
        CommandSpec.create()
            .name("rollcall")
            .versionProvider(() -> new String[] {"rollcall " + version()})
            .addOption(helpOption())
            .addOption(
                OptionSpec.builder("--version")
                    .versionHelp(true)
                    .description("Prints the version and ends.")
                    .build())
            .addSubcommand("start", start());
    spec.usageMessage().description("A service registry that every program has a client for: DNS.");
    return spec;
  }

  private static CommandSpec start() {
    CommandSpec spec = CommandSpec.create().name("start").addOption(helpOption());
    for (Setting setting : Setting.values()) {
      spec.addOption(option(setting));
    }
    spec.usageMessage()
        .description("Runs a node until it is told to stop.")
        .sortOptions(false)
        .footer(
            "Each option can be an environment variable (ROLLCALL_DNS_PORT) or a key in",
            "the file (dns-port). The command line wins over the environment, the",
            "environment over the file.");
    return spec;
  }

  private static OptionSpec option(Setting setting) {
    String stated =
        setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText() + ".";
    return OptionSpec.builder(setting.option())
        .type(String.class)
        .paramLabel(setting.label())
        .description("%s: %s.%s".formatted(setting.description(), setting.allowed(), stated))
        .build();
  }

  private static OptionSpec helpOption() {
    return OptionSpec.builder("--help", "-h")
        .usageHelp(true)
        .description("Prints this help and ends.")
        .build();
  }

  private static String version() {
    String version = CommandSpecs.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
