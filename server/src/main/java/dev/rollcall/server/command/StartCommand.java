package dev.rollcall.server.command;

import dev.rollcall.server.settings.HazelcastSettingsGuard;
import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code rollcall start}, with an option for each setting. */
final class StartCommand implements Subcommand {
  private final Map<String, String> environment;
  private final RollcallCommand.Start start;

  StartCommand(Map<String, String> environment, RollcallCommand.Start start) {
    this.environment = environment;
    this.start = start;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpecs.subcommand("start");
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

  @Override
  public ExitCode run(ParseResult parsed) throws StartRefusedException, InterruptedException {
    HazelcastSettingsGuard.refuse(environment.keySet(), System.getProperties());
    start.run(Settings.read(given(parsed), environment));
    return ExitCode.DONE;
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

  private static Map<Setting, String> given(ParseResult parsed) {
    var given = new EnumMap<Setting, String>(Setting.class);
    for (Setting setting : Setting.values()) {
      @Nullable String text = parsed.matchedOptionValue(setting.option(), null);
      if (text != null) {
        given.put(setting, text);
      }
    }
    return given;
  }
}
