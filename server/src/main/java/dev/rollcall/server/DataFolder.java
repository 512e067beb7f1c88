package dev.rollcall.server;

import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder of a node's own data, held by one node at a time. */
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  private final FileChannel lock;

  private DataFolder(FileChannel lock) {
    this.lock = lock;
  }

  /** Creates the folder when it is missing, tries it out, and takes hold of it. */
  static DataFolder open(Path path) throws StartRefusedException {
    try {
      Files.createDirectories(path);
      refuseUnreadable(path);
      return new DataFolder(locked(path));
    } catch (IOException e) {
      throw StartRefusedException.ofFile(Setting.DATA_DIR, path, "cannot be used", e);
    }
  }

  /** Lets go of the folder; the operating system does so too when the process ends. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void refuseUnreadable(Path folder) throws IOException {
    if (!Files.isReadable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    var channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException("another node uses it");
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by another node of this very process
    }
  }
}
