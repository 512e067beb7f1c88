package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.SeenInstance;
import dev.rollcall.server.client.ServerEvent;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as lines, for people or for programs. Owned by the main thread. */
final class EventLines {
  private static final String RESYNC = "resync";
  private static final String SYNCED = "synced";
  private static final String AT_THE_START = "start";

  private final Talk talk;
  private boolean isCatchingUp; // what comes is what is there, not what has changed

  EventLines(Talk talk) {
    this.talk = talk;
  }

  void show(ServerEvent event) throws CommandFailedException {
    JsonObject data = Answer.of(talk.node().node(), event.data()).json();
    if (talk.json()) {
      talk.show(
          new JsonObject().put("event", event.name()).put("id", event.id()).put("data", data));
      return;
    }
    switch (event.name()) {
      case RESYNC -> resync(Answer.text(data, "reason"));
      case SYNCED -> isCatchingUp = false;
      default -> talk.say(line(event.name(), data));
    }
  }

  /** What was shown before may have changed unseen. */
  private void resync(String reason) {
    isCatchingUp = true;
    if (!reason.equals(AT_THE_START)) {
      talk.say("resync  changes may have been missed (%s); all that is there:".formatted(reason));
    }
  }

  private String line(String name, JsonObject data) {
    String event = isCatchingUp && name.equals("registered") ? "present" : name;
    return Stream.of(
            "%-24s".formatted(time(data)),
            "%-10s".formatted(event),
            "%s/%s".formatted(Answer.text(data, "service"), Answer.text(data, "id")),
            Answer.text(data, "reason"),
            instance(SeenInstance.of(data)))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  private static String time(JsonObject data) {
    String changed = Answer.text(data, "changed");
    return changed.isEmpty() ? Answer.text(data, "at") : changed;
  }

  private static String instance(SeenInstance instance) {
    return Stream.of(
            instance.status(),
            instance.where(),
            String.join(",", instance.ports()),
            instance.because())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }
}
