package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.RefusedRequestException;
import java.util.List;
import java.util.stream.Stream;

/** Where a request leads. */
sealed interface Routing {
  /**
   * To an operation.
   *
   * @param parameters what stands at the parameters of its path, decoded
   */
  record Found(Operation operation, List<String> parameters) implements Routing {}

  /** To a path that takes other methods. */
  record WrongMethod(List<String> allowed) implements Routing {}

  /** To nothing. */
  record NoSuchPath() implements Routing {}

  /** Nowhere: the path does not decode. */
  record Unreadable(Problem problem) implements Routing {}

  /** The routing of a request with that path, still percent-encoded. */
  static Routing of(String method, String path) {
    try {
      return of(method, PercentEncoding.segments(path));
    } catch (RefusedRequestException e) {
      return new Unreadable(e.problem());
    }
  }

  private static Routing of(String method, List<String> segments) {
    List<Operation> there = Stream.of(Operation.values()).filter(o -> o.isAt(segments)).toList();
    if (there.isEmpty()) {
      return new NoSuchPath();
    }
    for (Operation operation : there) {
      if (operation.takes(method)) {
        return new Found(operation, operation.parameters(segments));
      }
    }
    return new WrongMethod(there.stream().flatMap(Routing::methods).sorted().toList());
  }

  private static Stream<String> methods(Operation operation) {
    return Stream.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT").filter(operation::takes);
  }
}
