package dev.gotrust.cli;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where slf4j's logs go, those of libraries too: to the terminal of a run with {@code --verbose},
 * else nowhere. slf4j finds it by its entry among the services; it has one for the whole process,
 * so that the terminal is the process's too.
 */
public final class LogProvider implements SLF4JServiceProvider {
  private static volatile @Nullable Terminal terminal;

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();
  private final ILoggerFactory loggers = new Loggers();

  /** Creates the provider, as slf4j does. */
  public LogProvider() {}

  /** Sends what is logged to a terminal; null for nowhere. */
  static void to(@Nullable Terminal newTerminal) {
    terminal = newTerminal;
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99"; // of slf4j's API, as its own providers say it
  }

  @Override
  public void initialize() {}

  private static final class Loggers implements ILoggerFactory {
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(String name) {
      return loggers.computeIfAbsent(name, TerminalLogger::new);
    }
  }

  /** Own loggers tell details, those of libraries what they would warn of. */
  private static final class TerminalLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final String OWN = "gotrust.";

    TerminalLogger(String newName) {
      this.name = newName;
    }

    private boolean isEnabled(Level level) {
      Level least = name.startsWith(OWN) ? Level.DEBUG : Level.WARN;
      return terminal != null && level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
      return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return isEnabled(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      Terminal open = terminal;
      if (open != null) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        open.log(name, thrown == null ? text : text + ": " + thrown);
      }
    }
  }
}
