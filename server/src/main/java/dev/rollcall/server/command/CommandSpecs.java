package dev.rollcall.server.command;

import java.util.Collection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The grammar of the command line, but for what belongs to one subcommand. */
final class CommandSpecs {
  private CommandSpecs() {}

  /** The whole command line. */
  static CommandSpec rollcall(Collection<? extends Subcommand> subcommands) {
    CommandSpec spec =
        subcommand("rollcall")
            .versionProvider(() -> new String[] {"rollcall " + version()})
            .addOption(
                OptionSpec.builder("--version")
                    .versionHelp(true)
                    .description("Prints the version and ends.")
                    .build());
    for (Subcommand subcommand : subcommands) {
      CommandSpec its = subcommand.spec();
      spec.addSubcommand(its.name(), its);
    }
    spec.usageMessage().description("A service registry that every program has a client for: DNS.");
    return spec;
  }

  /** A command that tells of itself when it is asked to. */
  static CommandSpec subcommand(String name) {
    return CommandSpec.create()
        .name(name)
        .addOption(
            OptionSpec.builder("--help", "-h")
                .usageHelp(true)
                .description("Prints this help and ends.")
                .build());
  }

  private static String version() {
    String version = CommandSpecs.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
