package dev.rollcall.cluster.lease;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The way to what other members heard. Called on the lease thread; must not block. */
interface Witnesses {
  /** Fails when that member cannot answer; need not complete when it is silent. */
  CompletionStage<Testimony> ask(UUID member, Question question);
}
