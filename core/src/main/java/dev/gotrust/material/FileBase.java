package dev.gotrust.material;

import dev.gotrust.bytes.Unreadable;
import dev.gotrust.checksumdb.MissingFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The root of files that are asked for by their paths below it. */
sealed interface FileBase {
  byte[] read(String path, int cap) throws IOException;

  /** Hands a file to a sink. */
  void store(String path, BodySink sink) throws IOException;

  /** The root of what lies below a path. */
  FileBase below(String path) throws IOException;

  /** What messages call a file; that of the root for an empty path. */
  String location(String path);

  static FileBase of(ProxyList.Proxy proxy, HttpDoor http) {
    if (proxy instanceof ProxyList.Server server) {
      return new OnServer(http, server.address());
    }
    if (proxy instanceof ProxyList.Directory directory) {
      return new InDirectory(directory.path());
    }
    throw new IllegalArgumentException(proxy + " has no files");
  }

  /** Files of a server. */
  record OnServer(HttpDoor http, WebAddress address) implements FileBase {
    @Override
    public byte[] read(String path, int cap) throws IOException {
      return http.read(address.join(PlainPath.check(path)), cap);
    }

    @Override
    public void store(String path, BodySink sink) throws IOException {
      http.store(address.join(PlainPath.check(path)), sink);
    }

    @Override
    public FileBase below(String path) {
      return new OnServer(http, address.join(path));
    }

    @Override
    public String location(String path) {
      return address.join(path).toString();
    }
  }

  /** Files of a directory, as a {@code file://} URL names it. */
  record InDirectory(Path directory) implements FileBase {
    private static final int PIECE = 64 * 1024;

    @Override
    public byte[] read(String path, int cap) throws IOException {
      BodySink.InMemory sink = new BodySink.InMemory(cap);
      store(path, sink);
      return sink.bytes();
    }

    @Override
    public void store(String path, BodySink sink) throws IOException {
      Path file = PlainPath.below(directory, path);
      sink.begin();
      try (InputStream in = open(file)) {
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
          sink.take(ByteBuffer.wrap(piece, 0, read));
        }
      } catch (NoSuchFileException missing) {
        throw new MissingFileException(location(path) + ": no such file");
      } catch (IOException failed) {
        throw new IOException(
            location(path) + " can't be read: " + Unreadable.explain(file, failed), failed);
      }
    }

    /** Pipes and devices could wait for ever. */
    private static InputStream open(Path file) throws IOException {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("no regular file");
      }
      return Files.newInputStream(file);
    }

    @Override
    public FileBase below(String path) throws IOException {
      return new InDirectory(PlainPath.below(directory, path));
    }

    @Override
    public String location(String path) {
      String root = new ProxyList.Directory(directory).toString();
      return path.isEmpty() ? root : root + "/" + path;
    }
  }
}
