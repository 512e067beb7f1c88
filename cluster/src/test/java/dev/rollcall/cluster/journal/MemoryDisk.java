package dev.rollcall.cluster.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A disk in memory that can be full, stand still, and lose its power. Safe for any thread. */
final class MemoryDisk implements Disk {
  private final Map<FileName, Stored> files = new HashMap<>();
  private long room = Long.MAX_VALUE;
  private Optional<String> fault = Optional.empty();
  private int forces;
  private Map<FileName, Stored> sureNames = new HashMap<>();
  private Runnable afterEachName = () -> {};

  private static final class Stored {
    private byte[] sure = {};
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  }

  /** No more than so many octets can be written from now on. */
  synchronized void leaveRoomFor(long octets) {
    room = octets;
  }

  /** Nothing can be written from now on. */
  synchronized void breakDown(String reason) {
    fault = Optional.of(reason);
  }

  synchronized void repair() {
    fault = Optional.empty();
    room = Long.MAX_VALUE;
  }

  /** What is there after the power has failed, if all names have lasted. */
  synchronized MemoryDisk afterPowerCut() {
    return sureContentOf(files);
  }

  /** What is there after the power has failed, if only those names have lasted that had to. */
  synchronized MemoryDisk afterPowerCutThatLostNames() {
    return sureContentOf(sureNames);
  }

  /** Runs {@code look} whenever a file came, went, or was renamed. */
  synchronized void afterEachName(Runnable look) {
    afterEachName = look;
  }

  private static MemoryDisk sureContentOf(Map<FileName, Stored> files) {
    var left = new MemoryDisk();
    files.forEach((name, stored) -> left.put(name, stored.sure));
    return left;
  }

  synchronized void put(FileName name, byte[] octets) {
    var stored = new Stored();
    stored.all.writeBytes(octets);
    stored.sure = octets;
    files.put(name, stored);
  }

  synchronized byte[] content(FileName name) {
    return Objects.requireNonNull(files.get(name)).all.toByteArray();
  }

  /** How often a file was made sure to last. */
  synchronized int forces() {
    return forces;
  }

  @Override
  public synchronized List<FileName> files() {
    return List.copyOf(files.keySet());
  }

  @Override
  public ByteBuffer read(FileName file) {
    return ByteBuffer.wrap(content(file));
  }

  @Override
  public synchronized Output create(FileName file) throws IOException {
    check();
    var stored = new Stored();
    files.put(file, stored);
    afterEachName.run();
    return new Output() {
      @Override
      public void write(ByteBuffer octets) throws IOException {
        append(stored, octets);
      }

      @Override
      public void force() throws IOException {
        synchronized (MemoryDisk.this) {
          check();
          stored.sure = stored.all.toByteArray();
          forces++;
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void rename(FileName from, FileName to) throws IOException {
    check();
    files.put(to, files.remove(from));
    afterEachName.run();
  }

  @Override
  public synchronized void delete(FileName file) {
    Stored deleted = files.remove(file);
    if (deleted != null && room < Long.MAX_VALUE) {
      room += deleted.all.size();
    }
    afterEachName.run();
  }

  @Override
  public synchronized void force() throws IOException {
    check();
    sureNames = new HashMap<>(files);
  }

  @Override
  public String inWords(FileName file) {
    return file.toString();
  }

  /** As much as there is room for gets there. */
  private synchronized void append(Stored stored, ByteBuffer octets) throws IOException {
    check();
    byte[] written = new byte[Math.toIntExact(Math.min(room, octets.remaining()))];
    boolean isAll = written.length == octets.remaining();
    octets.get(written);
    stored.all.writeBytes(written);
    room = room == Long.MAX_VALUE ? room : room - written.length;
    if (!isAll) {
      throw new IOException("No space left on device");
    }
  }

  private void check() throws IOException {
    if (fault.isPresent()) {
      throw new IOException(fault.get());
    }
  }
}
