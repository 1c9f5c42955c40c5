package dev.gotrust.report;

import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A format that holds the reports of all files of a run in one document. */
public enum ReportFormat {
  /** SARIF 2.1.0, for code scanning. */
  SARIF {
    @Override
    public ReportWriter writer(OutputStream out) {
      return new SarifReport(out);
    }
  },
  /** JUnit's XML, for whatever shows tests. */
  JUNIT {
    @Override
    public ReportWriter writer(OutputStream out) {
      return new JUnitReport(out);
    }
  },
  /** Markdown as GitHub renders it. */
  MARKDOWN {
    @Override
    public ReportWriter writer(OutputStream out) {
      return new MarkdownReport(out, Long.MAX_VALUE);
    }
  },
  /** Workflow commands that annotate a run of GitHub Actions. */
  GITHUB {
    @Override
    public ReportWriter writer(OutputStream out) {
      return new GithubReport(out);
    }
  },
  /** One page for a browser, without anything from elsewhere. */
  HTML {
    @Override
    public ReportWriter writer(OutputStream out) {
      return new HtmlReport(out);
    }
  };

  /**
   * {@return what writes a document of this format}
   *
   * @param out takes it; neither flushed nor closed
   */
  public abstract ReportWriter writer(OutputStream out);

  /** {@return the name that {@code --output} uses, such as {@code sarif}} */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the format of that name, null if there is none}
   *
   * @param id as {@code --output} spells it
   */
  public static @Nullable ReportFormat of(String id) {
    for (ReportFormat format : values()) {
      if (format.id().equals(id)) {
        return format;
      }
    }
    return null;
  }
}
