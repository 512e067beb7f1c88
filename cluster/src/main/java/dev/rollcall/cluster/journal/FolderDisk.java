package dev.rollcall.cluster.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of the file system that only its owner may look into: secrets stand in its files. */
final class FolderDisk implements Disk {
  private static final String OWNERS_FOLDER = "rwx------";
  private static final String OWNERS_FILE = "rw-------";

  private final Path folder;

  private FolderDisk(Path folder) {
    this.folder = folder;
  }

  /** Creates the folder when it is missing, and keeps others out of it. */
  static FolderDisk open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ofOwner(folder, OWNERS_FOLDER));
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        force(parent);
      }
    }
    if (isPosix(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNERS_FOLDER));
    }
    return new FolderDisk(folder);
  }

  @Override
  public List<FileName> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> FileName.parse(path.getFileName().toString()))
          .flatMap(Optional::stream)
          .toList();
    }
  }

  @Override
  public ByteBuffer read(FileName file) throws IOException {
    try (var channel = FileChannel.open(path(file), READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw JournalRefusedException.foreign(
            inWords(file), channel.size() + " octets long", Integer.MAX_VALUE + " octets");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  @Override
  public Output create(FileName file) throws IOException {
    Path path = path(file);
    Set<java.nio.file.OpenOption> options = Set.of(CREATE, TRUNCATE_EXISTING, WRITE);
    return new ChannelOutput(FileChannel.open(path, options, ofOwner(folder, OWNERS_FILE)));
  }

  @Override
  public void rename(FileName from, FileName to) throws IOException {
    Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(FileName file) throws IOException {
    Files.deleteIfExists(path(file));
  }

  @Override
  public void force() throws IOException {
    force(folder);
  }

  @Override
  public String inWords(FileName file) {
    return path(file).toString();
  }

  private static void force(Path names) throws IOException {
    try (var channel = FileChannel.open(names, READ)) {
      channel.force(true);
    }
  }

  private Path path(FileName file) {
    return folder.resolve(file.toString());
  }

  private static FileAttribute<?>[] ofOwner(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private record ChannelOutput(FileChannel channel) implements Output {
    @Override
    public void write(ByteBuffer octets) throws IOException {
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
