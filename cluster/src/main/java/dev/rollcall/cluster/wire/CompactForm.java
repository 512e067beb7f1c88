package dev.rollcall.cluster.wire;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The form in which one class travels and is stored, as a pair of functions. */
public final class CompactForm<T> implements CompactSerializer<T> {
  private final Class<T> type;
  private final String name;
  private final Function<CompactReader, T> reader;
  private final BiConsumer<CompactWriter, T> writer;

  CompactForm(
      Class<T> type, Function<CompactReader, T> reader, BiConsumer<CompactWriter, T> writer) {
    this(type, type.getSimpleName(), reader, writer);
  }

  /** A class whose simple name is another one's, too. */
  CompactForm(
      Class<T> type,
      String name,
      Function<CompactReader, T> reader,
      BiConsumer<CompactWriter, T> writer) {
    this.type = type;
    this.name = name;
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public T read(CompactReader in) {
    return reader.apply(in);
  }

  @Override
  public void write(CompactWriter out, T object) {
    writer.accept(out, object);
  }

  /** Part of the format: to rename the class is to change the format. */
  @Override
  public String getTypeName() {
    return name;
  }

  @Override
  public Class<T> getCompactClass() {
    return type;
  }
}
