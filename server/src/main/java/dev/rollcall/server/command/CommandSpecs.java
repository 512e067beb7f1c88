package dev.rollcall.server.command;

import java.util.Collection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

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

  /** The name of a service, which stands first. */
  static PositionalParamSpec service(String description) {
    return positional(0, "NAME", description);
  }

  /** What has to stand at that place. */
  static PositionalParamSpec positional(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(index))
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static String version() {
    String version = CommandSpecs.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
