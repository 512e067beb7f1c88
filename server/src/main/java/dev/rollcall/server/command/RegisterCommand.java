package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.SeenInstance;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code rollcall register}: for what cannot register itself. */
final class RegisterCommand implements Inquiry {
  private static final String ID = "--id";
  private static final String KEEP = "--keep";

  private final StopRequest stop;

  RegisterCommand(StopRequest stop) {
    this.stop = stop;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("register")
            .addPositional(CommandSpecs.service("service that the instance is of."))
            .addOption(
                OptionSpec.builder(ID)
                    .type(String.class)
                    .paramLabel("ID")
                    .description("its id; this machine's name and the port without one.")
                    .build())
            .addOption(
                OptionSpec.builder(KEEP)
                    .type(boolean.class)
                    .description("sends heartbeats until Ctrl-C or SIGTERM, then deregisters it.")
                    .build());
    RegistrationOptions.addTo(spec);
    spec.usageMessage()
        .description("Registers an instance, for programs that cannot do it themselves.");
    return spec;
  }

  @Override
  public String example() {
    return """
    rollcall register printer --address 10.0.0.9 --port 631 --id floor-2 --keep
    rollcall register web --port 8080 --check http:/health --lease-seconds 0\
    """;
  }

  @Override
  public ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException {
    var registration =
        new Registering(talk, talk.given(0), id(talk), RegistrationOptions.body(talk));
    if (!talk.parsed().hasMatchedOption(KEEP)) {
      show(talk, registration.register(), false);
      return ExitCode.DONE;
    }
    stop.endsInOrder();
    Answer answer = registration.register();
    show(talk, answer, true);
    registration.keep(stop, answer.json());
    return ExitCode.DONE;
  }

  private static void show(Talk talk, Answer answer, boolean kept) {
    JsonObject json = answer.json();
    if (talk.json()) {
      talk.show(json);
      return;
    }
    SeenInstance now = SeenInstance.of(json);
    String lease = Answer.number(json, "leaseSeconds");
    talk.say(
        "registered %s/%s at %s, port %s: %s"
            .formatted(
                now.service(),
                now.id(),
                now.where(),
                String.join(", ", now.ports()),
                lease(lease, kept)));
  }

  private static String lease(String seconds, boolean kept) {
    if (seconds.equals("0")) {
      return "no lease, it stays as long as its checks say";
    }
    return kept
        ? "lease of %s s, renewed until Ctrl-C".formatted(seconds)
        : "lease of %s s, over then unless a heartbeat comes".formatted(seconds);
  }

  private static String id(Talk talk) throws CommandFailedException {
    @Nullable String id = talk.option(ID);
    if (id != null && !id.isEmpty()) {
      return id;
    }
    if (id != null) { // which would be another path of the node
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND, ID + ": '' is not allowed; allowed: 1 to 253 characters");
    }
    String port = RegistrationOptions.firstPort(talk);
    try {
      return InetAddress.getLocalHost().getHostName().split("\\.", 2)[0] + "-" + port;
    } catch (UnknownHostException e) {
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND, "register: this machine has no name; name the instance with " + ID);
    }
  }
}
