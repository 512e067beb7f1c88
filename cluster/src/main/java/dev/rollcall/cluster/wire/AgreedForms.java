package dev.rollcall.cluster.wire;

import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.CookieKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The forms of what members agree on. A field's name is part of the format. */
final class AgreedForms {
  private static final CompactForm<CookieKey> COOKIE_KEY =
      new CompactForm<>(
          CookieKey.class,
          in ->
              new CookieKey(
                  in.readInt64("high"),
                  in.readInt64("low"),
                  Instant.ofEpochMilli(in.readInt64("activeFrom"))),
          (out, key) -> {
            out.writeInt64("high", key.high());
            out.writeInt64("low", key.low());
            out.writeInt64("activeFrom", key.activeFrom().toEpochMilli());
          });

  private static final CompactForm<Agreed> AGREED =
      new CompactForm<>(
          Agreed.class,
          in ->
              new Agreed(
                  in.readInt64("serial"),
                  Stream.of(
                          Objects.requireNonNull(
                              in.readArrayOfCompact("cookieKeys", CookieKey.class)))
                      .map(Objects::requireNonNull)
                      .toList(),
                  in.readInt64("began")),
          (out, agreed) -> {
            out.writeInt64("serial", agreed.serial());
            out.writeArrayOfCompact("cookieKeys", agreed.cookieKeys().toArray(CookieKey[]::new));
            out.writeInt64("began", agreed.began());
          });

  private static final CompactForm<MergeAgreed> MERGE_AGREED =
      new CompactForm<>(
          MergeAgreed.class,
          in ->
              new MergeAgreed(
                  Objects.requireNonNull(in.<Agreed>readCompact("part")),
                  in.readBoolean("repeated")),
          (out, merge) -> {
            out.writeCompact("part", merge.part());
            out.writeBoolean("repeated", merge.isRepeated());
          });

  static final List<CompactForm<?>> ALL = List.of(COOKIE_KEY, AGREED, MERGE_AGREED);

  private AgreedForms() {}
}
