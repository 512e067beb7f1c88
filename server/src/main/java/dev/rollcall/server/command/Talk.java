package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.NodeClient;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * One command, the node that it is for, and where its answer goes.
 *
 * @param json whether the answer is for programs
 */
record Talk(
    ParseResult parsed, NodeClient node, boolean json, PrintWriter out, PrintWriter errors) {

  /** What stands at a place of the command line; it has to be there. */
  String given(int index) throws CommandFailedException {
    String given = parsed.matchedPositionalValue(index, "");
    if (given.isEmpty()) { // which would be another path of the node
      String label = parsed.commandSpec().positionalParameters().get(index).paramLabel();
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND, label + ": '' is not allowed; allowed: 1 character or more");
    }
    return given;
  }

  /** What an option was given, each time; nothing without the option. */
  List<String> options(String name) {
    return parsed.matchedOptionValue(name, List.of());
  }

  /** What an option of one text was given, or null. */
  @Nullable String option(String name) {
    return parsed.matchedOptionValue(name, null);
  }

  /** What an option of one number was given, or null. */
  @Nullable Integer number(String name) {
    return parsed.matchedOptionValue(name, null);
  }

  /** Sends a request; the answer is JSON. */
  Answer ask(HttpRequest.Builder request) throws CommandFailedException, InterruptedException {
    return Answer.of(node.node(), node.text(request));
  }

  /** Shows a line of text. */
  void say(String line) {
    out.println(Table.printable(line));
  }

  /** Shows JSON in one line, its values as the node gave them. */
  void show(JsonObject answer) {
    out.println(Table.printableJson(answer.encode()));
  }

  /** Says something that is not the answer, in one line. */
  void warn(String line) {
    errors.println("rollcall: " + Table.printable(line));
  }
}
