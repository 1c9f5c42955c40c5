package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.TestFacts;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.facts.Refusal;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.json.JsonReader;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.policy.Policy;
import dev.gotrust.report.ReportDocument.Asked;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Every format of every report: valid, complete, and deaf to what hostile text would command. */
final class FormatsTest {
  /** Texts that one format or the other would act on. */
  private static final List<String> COMMANDS =
      List.of(
          "::error file=a::forged",
          "a\n::set-output name=x::y\r\n::stop-commands::z",
          "%0A::warning::x",
          "a,title=b::c",
          "##[error]old",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</details></summary></style></title>",
          "<!-- x --> -->",
          "]]> &amp; &#x41; & <?xml?>",
          "\ufffe\uffff \ud83f\udffe",
          "| a | b |\n|---|---|",
          "[x](javascript:alert(1)) ![y](https://evil.example/z.png)",
          "@octocat #1 GH-1 o/r#2 :smile: $x$ ~~s~~ `c` ``d``",
          "https://evil.example http://evil.example www.evil.example mailto:a@b.example",
          "- list",
          "+ list",
          "# heading",
          "1. one",
          "=== ---",
          "{0} {{1}} [link](0) \\[x\\]");

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RunEnd END = new RunEnd(1, "0.1.0", List.of());

  private static final Schema SARIF = sarifSchema();
  private static final javax.xml.validation.Schema JUNIT = junitSchema();

  @TempDir Path directory;

  private static Schema sarifSchema() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
    try (InputStream in =
        FormatsTest.class.getResourceAsStream("/schemas/sarif-2.1.0.schema.json")) {
      String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return registry.getSchema(schema, InputFormat.JSON);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static javax.xml.validation.Schema junitSchema() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(FormatsTest.class.getResource("/schemas/junit-10.xsd"));
    } catch (SAXException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  static Stream<String> texts() {
    return Stream.concat(Hostile.TEXTS.stream(), COMMANDS.stream());
  }

  static List<String> names() {
    return Fixtures.names();
  }

  static TrustReport hostile(String text) {
    List<Link> links = new ArrayList<>();
    State[] states = State.values();
    for (LinkId id : LinkId.values()) {
      State state = states[id.ordinal() % states.length];
      Evidence evidence = new Evidence(text, text, "other " + text, text, 5, 7, State.CLAIMED);
      links.add(new Link(id, state, "why " + text, text, "next " + text, null, List.of(evidence)));
    }
    TrustChain chain = new TrustChain(links);
    return Reports.hostile(Hostile.facts(text), chain, text);
  }

  static String render(ReportFormat format, RunEnd end, ReportDocument... documents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportWriter writer = format.writer(out);
    try {
      for (ReportDocument document : documents) {
        writer.add(document);
      }
      writer.end(end);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static Refusal refusal(String text) {
    return new Refusal(text, text, null, null, Refusal.Kind.MALFORMED, text, 3);
  }

  private void check(ReportDocument document) throws Exception {
    sarif(render(ReportFormat.SARIF, END, document), document);
    junit(render(ReportFormat.JUNIT, END, document), document);
    markdown(render(ReportFormat.MARKDOWN, END, document));
    github(render(ReportFormat.GITHUB, END, document), document);
    html(render(ReportFormat.HTML, END, document));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFixtureInEveryFormat(String name) throws Exception {
    Path file = Fixtures.writeTo(directory, name);
    Judgement judgement = GoTrust.verify(VerificationRequest.of(file).build());
    if (judgement instanceof Judgement.Refused refused) {
      check(ReportDocuments.of(refused.refusal()));
    } else {
      TrustReport report = ((Judgement.Judged) judgement).report();
      readsAgain(report);
      check(ReportDocuments.of(report));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void hostileTextInEveryFormat(String text) throws Exception {
    TrustReport report = hostile(text);
    readsAgain(report);
    check(ReportDocuments.of(report));
    check(ReportDocuments.of(refusal(text)));
    RunEnd failed = new RunEnd(70, text, List.of(text, "b: " + text));
    for (ReportFormat format : ReportFormat.values()) {
      String whole = render(format, failed, ReportDocuments.of(report));
      assertFalse(whole.isEmpty());
    }
    valid(render(ReportFormat.SARIF, failed));
    xml(render(ReportFormat.JUNIT, failed));
    html(render(ReportFormat.HTML, failed));
    markdown(render(ReportFormat.MARKDOWN, failed));
  }

  /** What is rendered live is what the stored document holds. */
  private static void readsAgain(TrustReport report) throws Exception {
    Judged expected = ReportDocuments.of(report);
    for (JsonLayout layout : JsonLayout.values()) {
      byte[] json = TrustJson.render(report, layout).getBytes(StandardCharsets.US_ASCII);
      List<ReportDocument> read = new ArrayList<>();
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      ReportReader.read(
          "r.json",
          new ByteArrayInputStream(json),
          (document, tree) -> {
            read.add(document);
            StoredJson.write(copy, tree, layout);
          });
      assertEquals(List.of(expected), read);
      assertEquals(new String(json, StandardCharsets.US_ASCII), copy.toString("US-ASCII"));
    }
  }

  @Test
  void refusalsReadAgain() throws Exception {
    for (String text : Hostile.TEXTS) {
      Refusal refusal = refusal(text);
      byte[] json = FactsJson.render(refusal, JsonLayout.LINE).getBytes(StandardCharsets.US_ASCII);
      assertEquals(
          ReportDocuments.of(refusal), ReportReader.document(JsonReader.read("r.json", json)));
    }
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateInEveryFormat(State state) throws Exception {
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      links.add(new Link(id, state, "so it is", "do it", null, List.of()));
    }
    Policy policy = Policy.builder().require(LinkId.SIGNATURE).build();
    TrustReport report =
        Reports.of(new TestFacts().inspection(), new TrustChain(links), policy, Map.of());
    readsAgain(report);
    Judged document = ReportDocuments.of(report);
    check(document);
    assertEquals(
        document.verdict() == Verdict.PASS, Shortfall.of(document).isEmpty(), state.name());
  }

  private static void sarif(String text, ReportDocument document) throws IOException {
    JsonNode log = valid(text);
    JsonNode run = log.at("/runs/0");
    int notes = document instanceof Judged judged ? Shortfall.notes(judged).size() : 0;
    int lacks = document instanceof Judged judged ? judged.policy().violations().size() : 1;
    assertEquals(notes + lacks, run.get("results").size());
    for (JsonNode result : run.get("results")) {
      assertFalse(
          Pattern.compile("(?<!\\\\)\\[").matcher(result.at("/message/text").asText()).find());
      assertEquals(64, result.at("/partialFingerprints/gotrust~1v1").asText().length());
    }
    assertEquals(1, run.at("/invocations/0/exitCode").asInt());
    assertEquals(LinkId.values().length + 1, run.at("/tool/driver/rules").size());
    if (document.sha256() != null) {
      assertEquals(document.sha256(), run.at("/artifacts/0/hashes/sha-256").asText());
    }
  }

  private static JsonNode valid(String text) throws IOException {
    assertEquals(List.of(), SARIF.validate(text, InputFormat.JSON), text);
    return MAPPER.readTree(text);
  }

  private static void junit(String text, ReportDocument document) throws Exception {
    Document xml = xml(text);
    NodeList suites = xml.getElementsByTagName("testsuite");
    assertEquals(1, suites.getLength());
    Element suite = (Element) suites.item(0);
    int failures = Integer.parseInt(suite.getAttribute("failures"));
    int errors = Integer.parseInt(suite.getAttribute("errors"));
    assertEquals(xml.getElementsByTagName("failure").getLength(), failures);
    assertEquals(xml.getElementsByTagName("error").getLength(), errors);
    assertEquals(
        Integer.parseInt(suite.getAttribute("tests")),
        xml.getElementsByTagName("testcase").getLength());
    boolean pass = document instanceof Judged judged && judged.verdict() == Verdict.PASS;
    assertEquals(pass, failures + errors == 0);
  }

  private static Document xml(String text) throws Exception {
    JUNIT
        .newValidator()
        .validate(
            new StreamSource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return builders
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Rows have their cells, no mention and no link is left, and HTML is what the format has. */
  private static void markdown(String text) {
    // In a block of HTML no Markdown has a meaning, and in code no mention.
    assertFalse(
        Pattern.compile("<summary>(?!\\w+ <code>[^<>]*</code></summary>)")
            .matcher(text.replace("<!-- -->", ""))
            .find(),
        text);
    String bare = text.replaceAll("<summary>.*", "").replace("<!-- -->", "\u0001");
    assertFalse(
        Pattern.compile("[@#](?!\u0001)(?<!^#)(?<!^##)", Pattern.MULTILINE)
            .matcher(bare.replaceFirst("^## ", ""))
            .find(),
        text);
    assertFalse(
        Pattern.compile("(?i)(https?|mailto|ftp):(?!\u0001)\\S").matcher(bare).find(), text);
    assertFalse(Pattern.compile("(?i)www\\.").matcher(bare).find(), text);
    assertFalse(Pattern.compile("(?<!\\\\)[\\[\\]]").matcher(bare).find(), text);
    String noTags =
        bare.replaceAll("</?(details|summary|code)>|<br>|\u0001", "").replaceFirst("^## ", "");
    assertFalse(noTags.contains("<"), text);
    for (String line : bare.split("\n", -1)) {
      if (line.startsWith("|")) {
        int cells = line.replaceAll("\\\\.", "").replaceAll("[^|]", "").length();
        assertTrue(cells == 4 || cells == 5, line);
      }
    }
  }

  private static void github(String text, ReportDocument document) {
    boolean pass = document instanceof Judged judged && judged.verdict() == Verdict.PASS;
    List<String> lines = text.lines().toList();
    assertEquals(pass ? 1 : 2, lines.size(), text);
    Pattern command =
        Pattern.compile("::(error|warning|notice) ((file|title)=[^,:]*,)?title=[^,:]*::.*");
    for (String line : lines) {
      assertTrue(command.matcher(line).matches(), line);
      PrintableTest.assertPrintable(line);
    }
  }

  /** What is left without the tags that the page has, holds no other. */
  static void html(String text) {
    String body = text.substring(text.indexOf("</style>"), text.lastIndexOf("<script>"));
    String word = "(?:[a-zA-Z0-9-]+(?:=\"[^\"<>]*\")?)";
    String bare = body.replaceAll("</?[a-zA-Z0-9]+(?: " + word + ")*/?>", "");
    assertFalse(bare.contains("<") || bare.contains(">"), () -> excerpt(bare));
    for (String name :
        List.of("script", "img", "iframe", "link", "object", "base", "meta", "style", "a ")) {
      assertFalse(body.contains("<" + name), name);
    }
    assertFalse(Pattern.compile("<[^>]* on[a-z]+=").matcher(body).find());
    assertFalse(Pattern.compile("<[^>]* (src|href|action|style)=").matcher(body).find());
    assertTrue(text.contains("default-src 'none'"));
  }

  private static String excerpt(String text) {
    int at = Math.max(text.indexOf('<'), text.indexOf('>'));
    return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200));
  }

  @Test
  void aRunThatFailsSaysSoInEveryFormat() throws Exception {
    RunEnd end = new RunEnd(70, "0.1.0", List.of("app: a bug in gotrust (odd)"));
    JsonNode run = valid(render(ReportFormat.SARIF, end)).at("/runs/0");
    assertFalse(run.at("/invocations/0/executionSuccessful").asBoolean());
    assertEquals(70, run.at("/invocations/0/exitCode").asInt());
    assertEquals(1, run.at("/invocations/0/toolExecutionNotifications").size());
    assertEquals(1, xml(render(ReportFormat.JUNIT, end)).getElementsByTagName("error").getLength());
    assertTrue(render(ReportFormat.MARKDOWN, end).contains("app: a bug in gotrust"));
    assertTrue(render(ReportFormat.GITHUB, end).startsWith("::error title=gotrust%3A a bug::app"));
    assertTrue(render(ReportFormat.HTML, end).contains("gotrust itself failed: app"));
  }

  @Test
  void aContradictionIsAnErrorAndWhatIsMissingAWarning() {
    List<Link> links =
        List.of(
            new Link(LinkId.FILE, State.PROVEN, "r", null, null, List.of()),
            new Link(LinkId.BUILD_ID, State.CONTRADICTED, "r", null, null, List.of()),
            new Link(LinkId.TOOLCHAIN, State.UNDECIDED, "r", "n", null, List.of()));
    Policy policy = Policy.builder().require(LinkId.SIGNATURE).build();
    Judged report =
        ReportDocuments.of(
            Reports.of(new TestFacts().inspection(), new TrustChain(links), policy, Map.of()));
    assertEquals(
        List.of("build-id ERROR", "signature WARNING"),
        Shortfall.of(report).stream().map(s -> s.link() + " " + s.level()).toList());
    assertEquals(
        List.of("toolchain NOTE"),
        Shortfall.notes(report).stream().map(s -> s.link() + " " + s.level()).toList());
  }

  /** A broken rule makes FAIL whatever the link's state, and the policy says whether it does. */
  @Test
  void whatFailsIsAnErrorWhateverItsState() {
    Judged plain = ReportDocuments.of(Reports.of(new TestFacts(), new TrustChain(List.of())));
    List<Lack> lacks =
        List.of(
            new Lack("packages", null, State.UNDECIDED, "denied", false, true, "module-denied", ""),
            new Lack("source", null, State.PROVEN, "too old", false, false, "age", ""));
    Asked policy = new Asked("p", null, List.of(), lacks, List.of());
    Judged report =
        new Judged(
            Verdict.FAIL,
            "FAIL (p): x",
            List.of(),
            false,
            plain.artifact(),
            plain.links(),
            policy,
            List.of(),
            List.of(),
            null,
            "1");
    assertEquals(
        List.of("packages ERROR", "source WARNING"),
        Shortfall.of(report).stream().map(s -> s.link() + " " + s.level()).toList());
  }

  @Test
  void nothingIsGreenOverAContradiction() {
    List<Link> links =
        List.of(
            new Link(LinkId.FILE, State.PROVEN, "r", null, null, List.of()),
            new Link(LinkId.BUILD_INFO, State.CONTRADICTED, "r", null, null, List.of()),
            new Link(LinkId.GO_SUM, State.PROVEN, "r", null, null, List.of()),
            new Link(LinkId.SBOM, State.CLAIMED, "r", null, null, List.of()));
    Judged report = ReportDocuments.of(Reports.of(new TestFacts(), new TrustChain(links)));
    String page = render(ReportFormat.HTML, END, report);
    assertTrue(page.contains("<span class=\"s neutral\">+ PROVEN</span> <b>go-sum</b>"));
    assertTrue(page.contains("<span class=\"s neutral\">. CLAIMED</span> <b>sbom</b>"));
    assertTrue(page.contains("<span class=\"s bad\">! CONTRADICTED</span>"));
    String xml = render(ReportFormat.JUNIT, END, report);
    assertTrue(xml.contains("message=\"PROVEN: rests on CONTRADICTED; r\""));
    assertTrue(
        xml.contains("message=\"CLAIMED: rests on CONTRADICTED; r\"")
            || xml.contains("CLAIMED: r"));
  }

  /** A thousand programs: a page that opens at once, and a summary that GitHub takes. */
  @Test
  void aThousandFiles() throws Exception {
    List<ReportDocument> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(ReportDocuments.of(large(i)));
    }
    ReportDocument[] documents = many.toArray(new ReportDocument[0]);
    String page = render(ReportFormat.HTML, END, documents);
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 5_000_000, bytes + " bytes");
    html(page);
    assertTrue(page.contains("dist/app-999"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MarkdownReport summary = new MarkdownReport(out, 1024 * 1024);
    for (ReportDocument document : documents) {
      summary.add(document);
    }
    summary.end(END);
    assertTrue(out.size() <= 1024 * 1024, out.size() + " bytes");
    String text = out.toString(StandardCharsets.UTF_8);
    markdown(text);
    assertTrue(text.contains("dist/app-999"), "a row for every file");
    assertTrue(text.contains("have no room here"));
    JsonNode log = valid(render(ReportFormat.SARIF, END, documents));
    assertEquals(1000, log.at("/runs/0/artifacts").size());
  }

  static TrustReport large(int number) {
    TestFacts facts = new TestFacts();
    facts.name = "dist/app-" + number;
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      List<Evidence> evidence = new ArrayList<>();
      for (int i = 0; i < 40 && id.ordinal() > 3 && id.ordinal() < 9; i++) {
        String h1 = "h1:" + Integer.toHexString(number * 40 + i).repeat(8);
        evidence.add(Evidence.of("example.com/m" + i + "@v1.2." + i, h1, h1, "go.sum"));
      }
      State state = id.ordinal() < 8 ? State.CORROBORATED : State.ABSENT;
      String reason = "what " + id.id() + " says of this program at some length, as it does";
      links.add(new Link(id, state, reason, "look at it again, and name more", null, evidence));
    }
    return Reports.of(facts, new TrustChain(links));
  }

  @Test
  void namesAreUris() {
    assertEquals("dist/a%20b%25%C3%A9%3A", FileUri.of("dist/a b%\u00e9:"));
    assertEquals("file:///tmp/a", FileUri.of("/tmp/a"));
    assertEquals("file:///C:/a/b", FileUri.of("C:\\a\\b"));
    assertEquals("a%5Cb", FileUri.of("a\\b"));
    assertEquals("", FileUri.of(""));
  }

  @Test
  void fingerprintsStayTheSameForOtherBytes() throws Exception {
    List<Link> links =
        List.of(new Link(LinkId.BUILD_ID, State.CONTRADICTED, "r", null, null, List.of()));
    TestFacts facts = new TestFacts();
    String before = fingerprint(facts, links);
    facts.goVersion = "go1.30";
    assertEquals(before, fingerprint(facts, links));
    facts.name = "another";
    assertFalse(before.equals(fingerprint(facts, links)));
  }

  private static String fingerprint(TestFacts facts, List<Link> links) throws IOException {
    Judged report = ReportDocuments.of(Reports.of(facts, new TrustChain(links)));
    return valid(render(ReportFormat.SARIF, END, report))
        .at("/runs/0/results/0/partialFingerprints/gotrust~1v1")
        .asText();
  }

  @Test
  void storedTextSaysAllThatTheDocumentHolds() {
    Material material = new Material("go.sum", "s", Bytes.of(new byte[32]), Standing.GIVEN);
    TrustReport plain = Reports.of(new TestFacts(), new TrustChain(List.of()));
    TrustReport report =
        new TrustReport(
            plain.facts(),
            plain.chain(),
            plain.outcome(),
            List.of(material),
            List.of("x: no"),
            Instant.EPOCH,
            "1");
    String live = TextReport.render(report, Style.PLAIN);
    String stored = TextReport.render(ReportDocuments.of(report), Style.PLAIN);
    TextTest.assertFits(stored);
    int body = live.indexOf("\n\n");
    assertEquals(live.substring(body), stored.substring(stored.indexOf("\n\n")));
    for (String line : stored.substring(0, stored.indexOf("\n\n")).lines().toList()) {
      assertTrue(live.contains(line) || line.startsWith("  version"), line);
    }
  }
}
