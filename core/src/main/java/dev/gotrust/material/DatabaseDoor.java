package dev.gotrust.material;

import dev.gotrust.checksumdb.DatabaseFiles;
import dev.gotrust.checksumdb.MissingFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a checksum database, from where the go command asks for them: at the URL that
 * GOSUMDB names beside the key; else through the first proxy of GOPROXY that has {@code
 * sumdb/NAME/supported}; else, also behind {@code direct} and {@code off}, at {@code https://} and
 * the database's name. Which it is gets found out once, with the first file. Thread-safe.
 */
public final class DatabaseDoor implements DatabaseFiles {
  /** Bytes of a {@code supported}; what it says is not looked at, and real ones are empty. */
  private static final int SUPPORTED = 64 * 1024;

  private final String name;
  private final List<ProxyList.Entry> proxies;
  private final HttpDoor http;
  private final FileBase direct;
  private final boolean isNamed;
  private @Nullable FileBase base;
  private @Nullable String failure;

  /**
   * Creates a door to one database; nothing is asked yet.
   *
   * @param name the database's name, a host and perhaps a path
   * @param url the URL that GOSUMDB names beside the key, null if none; http, https or file
   * @param proxies GOPROXY
   * @param http what servers are asked through; the caller closes it
   * @throws IOException if the name or the URL is none that can be asked
   */
  public DatabaseDoor(String name, @Nullable String url, ProxyList proxies, HttpDoor http)
      throws IOException {
    this.name = name;
    this.proxies = proxies.entries();
    this.http = http;
    this.isNamed = url != null;
    this.direct = url == null ? ofName(name, http) : ofUrl(url, http);
  }

  private static FileBase ofName(String name, HttpDoor http) throws IOException {
    WebAddress address = PlainPath.isPlain(name) ? addressOf(name) : null;
    if (address == null || !address.toString().equals("https://" + name)) {
      throw new IOException("invalid sumdb name (must be host[/path]): " + WebAddress.redact(name));
    }
    return new FileBase.OnServer(http, address);
  }

  private static @Nullable WebAddress addressOf(String name) {
    try {
      return WebAddress.parse("https://" + name);
    } catch (IOException invalid) {
      return null;
    }
  }

  private static FileBase ofUrl(String url, HttpDoor http) throws IOException {
    try {
      return url.startsWith("file:")
          ? new FileBase.InDirectory(ProxyList.directory(url))
          : new FileBase.OnServer(http, WebAddress.parse(url));
    } catch (IOException invalid) {
      throw new IOException("invalid GOSUMDB URL: " + invalid.getMessage(), invalid);
    }
  }

  @Override
  public byte[] read(String path, int cap) throws IOException {
    return base().read(path, cap);
  }

  /** {@return the URL of the root, as far as it is known: of the likeliest one before any read} */
  @Override
  public synchronized String location() {
    return (base == null ? likely() : base).location("");
  }

  /** {@return whether it is a directory that is asked: nobody need have renewed it} */
  @Override
  public synchronized boolean isSnapshot() {
    return base instanceof FileBase.InDirectory;
  }

  private synchronized FileBase base() throws IOException {
    if (failure != null) {
      throw new IOException(failure);
    }
    if (base == null) {
      try {
        base = isNamed ? direct : findBase();
      } catch (InterruptedIOException interrupted) {
        throw interrupted;
      } catch (IOException failed) {
        failure = "the checksum database " + name + " can't be asked: " + failed.getMessage();
        throw new IOException(failure, failed);
      }
    }
    return base;
  }

  /** In the order and with the exceptions of the go command. */
  private FileBase findBase() throws IOException {
    IOException worst = null;
    for (ProxyList.Entry entry : proxies) {
      if (entry.proxy() == ProxyList.End.DIRECT) {
        return direct;
      }
      if (entry.proxy() == ProxyList.End.OFF) {
        break;
      }
      FileBase proxy = FileBase.of(entry.proxy(), http);
      try {
        proxy.read(supported(), SUPPORTED);
        return proxy.below(root());
      } catch (MissingFileException notHere) {
        // The next one may have it, whatever divides them.
      } catch (InterruptedIOException interrupted) {
        throw interrupted;
      } catch (IOException failed) {
        worst = failed;
        if (!entry.fallsBackOnError()) {
          break;
        }
      }
    }
    if (worst != null) {
      throw worst;
    }
    return direct;
  }

  private String root() {
    return "sumdb/" + name;
  }

  private String supported() {
    return root() + "/supported";
  }

  private FileBase likely() {
    if (isNamed || proxies.isEmpty() || proxies.get(0).proxy() instanceof ProxyList.End) {
      return direct;
    }
    try {
      return FileBase.of(proxies.get(0).proxy(), http).below(root());
    } catch (IOException unnameable) {
      return direct;
    }
  }

  /**
   * {@return the URLs that would be asked for, in their order, if the first proxy has the database;
   * nothing is asked}
   *
   * @param paths of files of the database
   */
  public synchronized List<String> planned(List<String> paths) {
    List<String> urls = new ArrayList<>();
    FileBase from = base == null ? likely() : base;
    if (base == null && from != direct) {
      urls.add(from.location("supported"));
    }
    for (String path : paths) {
      urls.add(from.location(path));
    }
    return urls;
  }

  /**
   * {@return the roots that might be asked instead, in their order, if a proxy before them does not
   * have the database; nothing is asked}
   */
  public synchronized List<String> alternatives() {
    List<String> roots = new ArrayList<>();
    if (isNamed || base != null || likely() == direct) {
      return roots;
    }
    for (ProxyList.Entry entry : proxies.subList(1, proxies.size())) {
      if (!(entry.proxy() instanceof ProxyList.End)) {
        roots.add(FileBase.of(entry.proxy(), http).location(root()));
      }
    }
    roots.add(direct.location(""));
    return roots;
  }
}
