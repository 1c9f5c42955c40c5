package dev.gotrust.material;

import dev.gotrust.checksumdb.MissingFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of modules, from the proxies of GOPROXY in their order. No version control system is
 * asked: where the list comes to {@code direct}, it ends. Whether a module is private is for the
 * caller to ask first. Thread-safe.
 */
public final class ModuleProxies {
  private final ProxyList proxies;
  private final HttpDoor http;

  /**
   * Creates an access to modules; nothing is asked yet.
   *
   * @param proxies GOPROXY
   * @param http what servers are asked through; the caller closes it
   */
  public ModuleProxies(ProxyList proxies, HttpDoor http) {
    this.proxies = proxies;
    this.http = http;
  }

  /**
   * Fetches a file and puts it in its place when it has come whole.
   *
   * @param path below a proxy's root, such as {@code golang.org/x/mod/@v/v0.30.0.zip}, escaped
   * @param target the file to write; one that is there is replaced
   * @param cap the most bytes that are taken
   * @return where it came from
   * @throws MissingFileException if every proxy answers that there is no such file
   * @throws IOException if no proxy can be asked, or the file can't be written
   */
  public String download(String path, Path target, long cap) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(target + " is no file");
    }
    Path part = Files.createTempFile(directory, ".gotrust-", ".part");
    try {
      String from = fetch(path, part, cap);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return from;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String fetch(String path, Path part, long cap) throws IOException {
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      return fromFirst(
          path,
          base -> {
            String url = base.location(path);
            base.store(path, new BodySink.InFile(file, cap, http.listener(), url));
            return url;
          });
    }
  }

  /**
   * Reads a small file, such as a go.mod.
   *
   * @param path below a proxy's root, such as {@code golang.org/x/mod/@v/v0.30.0.mod}, escaped
   * @param cap the most bytes that are taken
   * @return all its bytes
   * @throws MissingFileException if every proxy answers that there is no such file
   * @throws IOException if no proxy can be asked
   */
  public byte[] read(String path, int cap) throws IOException {
    return fromFirst(path, base -> base.read(path, cap));
  }

  private interface Action<T> {
    T on(FileBase base) throws IOException;
  }

  private <T> T fromFirst(String path, Action<T> action) throws IOException {
    @Nullable IOException worst = null;
    for (ProxyList.Entry entry : proxies.entries()) {
      if (entry.proxy() instanceof ProxyList.End) {
        break;
      }
      try {
        return action.on(FileBase.of(entry.proxy(), http));
      } catch (InterruptedIOException interrupted) {
        throw interrupted;
      } catch (MissingFileException missing) {
        worst = worst == null ? missing : worst;
      } catch (IOException failed) {
        worst = failed;
        if (!entry.fallsBackOnError()) {
          break;
        }
      }
    }
    throw worst != null
        ? worst
        : new IOException(path + ": no proxy is asked, as GOPROXY names none; set GOPROXY");
  }

  /**
   * {@return the URLs that might be asked for, in their order, each only where those before it do
   * not have the file; nothing is asked}
   *
   * @param path below a proxy's root
   */
  public List<String> planned(String path) {
    List<String> urls = new ArrayList<>();
    for (ProxyList.Entry entry : proxies.entries()) {
      if (!(entry.proxy() instanceof ProxyList.End)) {
        urls.add(FileBase.of(entry.proxy(), http).location(path));
      }
    }
    return urls;
  }
}
