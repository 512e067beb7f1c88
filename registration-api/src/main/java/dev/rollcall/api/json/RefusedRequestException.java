package dev.rollcall.api.json;

/** A request that cannot be carried out as it is; the problem says why. */
public final class RefusedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Without a stack trace: whoever sent the request is to blame, not the code that read it. */
  public RefusedRequestException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public RefusedRequestException(ProblemKind kind, String detail) {
    this(Problem.of(kind, detail));
  }

  public Problem problem() {
    return problem;
  }
}
