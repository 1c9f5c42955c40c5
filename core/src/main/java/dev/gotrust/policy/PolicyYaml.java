package dev.gotrust.policy;

import dev.gotrust.bytes.Limits;
import dev.gotrust.policy.PolicyFileException.Kind;
import dev.gotrust.policy.PolicyNode.Mapping;
import dev.gotrust.policy.PolicyNode.MappingKey;
import dev.gotrust.policy.PolicyNode.Scalar;
import dev.gotrust.policy.PolicyNode.Sequence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the YAML of a policy file, of which JSON is a part: one document of mappings, lists and
 * texts. What stands for something else than it shows is refused: anchors, aliases, tags,
 * directives, a key that stands twice.
 */
final class PolicyYaml {
  private final String name;
  private final Iterator<Event> events;
  private int values;

  private PolicyYaml(String name, Iterator<Event> events) {
    this.name = name;
    this.events = events;
  }

  static PolicyNode read(String name, byte[] data) throws PolicyFileException {
    if (data.length > Limits.POLICY) {
      throw new PolicyFileException(
          Kind.TOO_LARGE,
          name,
          0,
          "more than the " + Limits.POLICY + " bytes that are read of a policy");
    }
    String text = text(name, data);
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setCodePointLimit(Limits.POLICY).build();
    try {
      return new PolicyYaml(name, new ParserImpl(settings, new StreamReader(settings, text)))
          .document();
    } catch (MarkedYamlEngineException malformed) {
      Optional<Mark> mark = malformed.getProblemMark();
      throw new PolicyFileException(
          Kind.MALFORMED,
          name,
          mark.map(place -> place.getLine() + 1).orElse(0),
          mark.map(place -> place.getColumn() + 1).orElse(0),
          "no YAML: " + oneLine(malformed.getProblem()));
    } catch (RuntimeException malformed) {
      // Whatever the library stumbles over is the file's fault, and has no place.
      throw new PolicyFileException(
          Kind.MALFORMED, name, 0, "no YAML: " + oneLine(malformed.getMessage()));
    }
  }

  private static String oneLine(@Nullable String text) {
    String line = text == null ? "malformed" : text.strip().replaceAll("\\s+", " ");
    return line.length() > Limits.JSON_REASON ? line.substring(0, Limits.JSON_REASON) : line;
  }

  private static String text(String name, byte[] data) throws PolicyFileException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException binary) {
      throw new PolicyFileException(
          Kind.MALFORMED, name, 0, "UTF-8 was expected, but other bytes were found");
    }
    int line = 1;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        line++;
        begin = i + 1;
      } else if (isHidden(c) && !(c == '\t' || c == '\r' && text.startsWith("\n", i + 1))) {
        throw new PolicyFileException(
            Kind.MALFORMED,
            name,
            line,
            i - begin + 1,
            "text was expected, but a character was found that does not show");
      }
    }
    return text.stripLeading().startsWith("{") ? withoutTabs(text) : text;
  }

  /** What a reader does not see, or sees elsewhere than where it stands. */
  static boolean isHidden(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  /** JSON may be indented with tabs, which YAML's readers refuse. */
  private static String withoutTabs(String text) {
    StringBuilder spaced = new StringBuilder(text);
    boolean indents = true;
    for (int i = 0; i < spaced.length(); i++) {
      char c = spaced.charAt(i);
      if (indents && c == '\t') {
        spaced.setCharAt(i, ' ');
      }
      indents = c == '\n' || indents && (c == ' ' || c == '\t');
    }
    return spaced.toString();
  }

  private PolicyNode document() throws PolicyFileException {
    events.next(); // the stream begins
    Event start = events.next();
    if (!(start instanceof DocumentStartEvent document)) {
      throw new PolicyFileException(
          Kind.EMPTY, name, 0, "a policy was expected, but the file is empty");
    }
    if (document.getSpecVersion().isPresent() || !document.getTags().isEmpty()) {
      throw wrong(start, "directives such as %YAML and %TAG are not read; leave them out");
    }
    PolicyNode root = node(events.next(), 0);
    events.next(); // the document ends
    Event next = events.next();
    if (next instanceof DocumentStartEvent) {
      throw wrong(next, "one document was expected, but another one begins here");
    }
    return root;
  }

  private PolicyNode node(Event event, int depth) throws PolicyFileException {
    if (++values > Limits.POLICY_VALUES) {
      throw tooLarge(event, "more than the " + Limits.POLICY_VALUES + " values that are read");
    }
    if (event instanceof AliasEvent) {
      throw wrong(event, "an alias (*) stands for something else; write out what is meant");
    }
    Optional<Anchor> anchor =
        event instanceof NodeEvent node ? node.getAnchor() : Optional.<Anchor>empty();
    if (anchor.isPresent()) {
      throw wrong(event, "anchors (&) are not read; write out what is meant at each place");
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (!(event instanceof CollectionStartEvent start)) {
      throw new IllegalStateException("no node begins with " + event.getEventId());
    }
    if (start.getTag().isPresent()) {
      throw wrong(event, "tags (!) are not read; leave them out");
    }
    if (depth == Limits.POLICY_DEPTH) {
      throw tooLarge(event, "more than the " + Limits.POLICY_DEPTH + " levels that are read");
    }
    return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
  }

  private Scalar scalar(ScalarEvent event) throws PolicyFileException {
    if (event.getTag().isPresent()) {
      throw wrong(event, "tags (!) are not read; leave them out");
    }
    String text = event.getValue();
    for (int i = 0; i < text.length(); i++) {
      if (isHidden(text.codePointAt(i)) && text.charAt(i) != '\n') {
        throw wrong(event, "text was expected, but it holds a character that does not show");
      }
      if (Character.isSurrogate(text.charAt(i)) && !isPaired(text, i)) {
        throw wrong(event, "text was expected, but it holds half of a character");
      }
    }
    return new Scalar(line(event), column(event), text, event.isPlain());
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private Mapping mapping(Event start, int depth) throws PolicyFileException {
    Map<String, MappingKey> keys = new LinkedHashMap<>();
    Map<String, PolicyNode> members = new LinkedHashMap<>();
    for (Event event = events.next(); event instanceof NodeEvent; event = events.next()) {
      PolicyNode node = node(event, depth + 1);
      if (!(node instanceof Scalar text)) {
        throw wrong(event, "a text was expected as key, but " + node.kind() + " was found");
      }
      MappingKey before = keys.get(text.text());
      if (before != null) {
        throw wrong(
            event, "the key " + text.kind() + " stands twice, first on line " + before.line());
      }
      keys.put(text.text(), new MappingKey(text.text(), text.line(), text.column()));
      members.put(text.text(), node(events.next(), depth + 1));
    }
    return new Mapping(
        line(start),
        column(start),
        Collections.unmodifiableMap(keys),
        Collections.unmodifiableMap(members));
  }

  private Sequence sequence(Event start, int depth) throws PolicyFileException {
    List<PolicyNode> elements = new ArrayList<>();
    for (Event event = events.next(); event instanceof NodeEvent; event = events.next()) {
      elements.add(node(event, depth + 1));
    }
    return new Sequence(line(start), column(start), Collections.unmodifiableList(elements));
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static int column(Event event) {
    return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
  }

  private PolicyFileException wrong(Event event, String problem) {
    return new PolicyFileException(Kind.MALFORMED, name, line(event), column(event), problem);
  }

  private PolicyFileException tooLarge(Event event, String problem) {
    return new PolicyFileException(Kind.TOO_LARGE, name, line(event), column(event), problem);
  }
}
