package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.NodeClient;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One instance that is registered, and kept so by heartbeats. Owned by the main thread. */
final class Registering {
  /** With the one under way, a request to stop is obeyed within the 10 s that a stop may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** For instances without a lease: often enough to see that one is gone. */
  private static final Duration WITHOUT_LEASE = Duration.ofSeconds(10);

  private static final int HEARTBEATS_IN_A_LEASE = 3;

  private final Talk talk;
  private final String service;
  private final String id;
  private final JsonObject body;
  private boolean troubled; // and has said so

  Registering(Talk talk, String service, String id, JsonObject body) {
    this.talk = talk;
    this.service = service;
    this.id = id;
    this.body = body;
  }

  Answer register() throws CommandFailedException, InterruptedException {
    return talk.ask(to().header("Content-Type", "application/json").PUT(NodeClient.body(body)));
  }

  /** Sends heartbeats until it is told to stop, then deregisters. */
  void keep(StopRequest stop, JsonObject registered)
      throws CommandFailedException, InterruptedException {
    Duration pause = pause(registered.getValue("leaseSeconds"));
    while (!stop.within(pause)) {
      beat();
    }
    deregister();
    if (!talk.json()) {
      talk.say("deregistered %s/%s".formatted(service, id));
    }
  }

  /** What has gone already is what was wanted. */
  private void deregister() throws CommandFailedException, InterruptedException {
    try {
      talk.node().text(to().DELETE());
    } catch (CommandFailedException e) {
      if (e.fault() != Fault.NOTHING_THERE) {
        throw e;
      }
    }
  }

  private static Duration pause(@Nullable Object leaseSeconds) {
    if (leaseSeconds instanceof Number seconds && seconds.longValue() > 0) {
      return Duration.ofSeconds(seconds.longValue()).dividedBy(HEARTBEATS_IN_A_LEASE);
    }
    return WITHOUT_LEASE;
  }

  private void beat() throws InterruptedException {
    try {
      renew();
      if (troubled) {
        talk.warn(talk.node().node() + ": it answers again");
      }
      troubled = false;
    } catch (CommandFailedException e) {
      if (!troubled) {
        talk.warn(e.getMessage() + "; heartbeats go on");
      }
      troubled = true;
    }
  }

  private void renew() throws CommandFailedException, InterruptedException {
    try {
      talk.node()
          .text(
              talk.node()
                  .toInstance(service, id, "heartbeat")
                  .timeout(PATIENCE)
                  .PUT(BodyPublishers.noBody()));
    } catch (CommandFailedException e) {
      switch (e.fault()) {
        case NOTHING_THERE -> {
          register();
          talk.warn("%s/%s was gone and is registered again".formatted(service, id));
        }
        case OF_THE_COMMAND, OF_THE_MOMENT -> throw e;
      }
    }
  }

  private HttpRequest.Builder to() {
    return talk.node().toInstance(service, id).timeout(PATIENCE);
  }
}
