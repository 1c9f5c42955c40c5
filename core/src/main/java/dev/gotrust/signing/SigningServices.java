package dev.gotrust.signing;

import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.ProtoMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services that a signature by an identity needs: who issues the certificate, where the
 * signature is logged, and who stamps it. Immutable, thread-safe. See protobuf-specs, {@code
 * sigstore_trustroot.proto}, {@code SigningConfig}.
 *
 * @param fulcio the address of the certificate authority
 * @param logs the transparency logs that get the signature
 * @param timestampAuthorities the addresses of those that stamp it, by RFC 3161
 */
public record SigningServices(String fulcio, List<Log> logs, List<String> timestampAuthorities) {
  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
  private static final String CHECK = "service";
  private static final String PUBLIC_FULCIO = "https://fulcio.sigstore.dev";
  private static final String PUBLIC_REKOR = "https://rekor.sigstore.dev";
  private static final int MOST_LOG_VERSION = 2;

  /**
   * Copies the lists.
   *
   * @param fulcio the address of the certificate authority
   * @param logs the transparency logs that get the signature; copied
   * @param timestampAuthorities the addresses of those that stamp it; copied
   */
  public SigningServices {
    logs = List.copyOf(logs);
    timestampAuthorities = List.copyOf(timestampAuthorities);
  }

  /**
   * A transparency log.
   *
   * @param address its address
   * @param version of Rekor's interface: 1 or 2
   */
  public record Log(String address, int version) {}

  /**
   * {@return services by their addresses; those of the public-good instance where none is named}
   *
   * @param fulcio the certificate authority, null for that of the public-good instance
   * @param rekor the log, null for that of the public-good instance
   * @param rekorVersion 1 or 2
   * @param timestamps who stamps, null for nobody
   * @throws RefusedException if a token would travel without protection, an address is none, or a
   *     log of version 2 is named without who stamps
   */
  public static SigningServices of(
      @Nullable String fulcio,
      @Nullable String rekor,
      int rekorVersion,
      @Nullable String timestamps)
      throws RefusedException {
    String authority = fulcio == null ? PUBLIC_FULCIO : fulcio;
    String log = rekor == null ? PUBLIC_REKOR : rekor;
    requireBase("the certificate authority", authority);
    requireBase("the log", log);
    if (timestamps != null) {
      requireUrl("the timestamp authority", timestamps);
    }
    return new SigningServices(
            authority,
            List.of(new Log(log, rekorVersion)),
            timestamps == null ? List.of() : List.of(timestamps))
        .sufficing();
  }

  /** Refuses what could come to no signature that holds, before anything of it is public. */
  private SigningServices sufficing() throws RefusedException {
    if (logs.isEmpty()) {
      throw new RefusedException(CHECK, "no log is named that is in use now");
    }
    if (timestampAuthorities.isEmpty() && logs.stream().noneMatch(log -> log.version() == 1)) {
      throw new RefusedException(
          CHECK, "a log of version 2 tells no time: a timestamp authority must be named too");
    }
    return this;
  }

  /**
   * {@return the services that a signing config of version 0.2 asks for now}
   *
   * @param location what messages call it
   * @param data its JSON
   * @param now which services are in use
   * @throws JsonException if it is malformed or above a cap
   * @throws RefusedException if it names no certificate authority or log of now, nobody who tells
   *     the time, fewer services than it asks for, or an address that is none
   */
  public static SigningServices read(String location, byte[] data, Instant now)
      throws JsonException, RefusedException {
    if (data.length > Limits.SIGNING_CONFIG) {
      throw new JsonException(
          location
              + ": it has "
              + data.length
              + " bytes, more than the "
              + Limits.SIGNING_CONFIG
              + " that are read of a signing config");
    }
    JsonNode node = JsonReader.read(location, data);
    ProtoMessage config =
        ProtoMessage.of(
            node,
            Set.of(
                "mediaType",
                "caUrls",
                "oidcUrls",
                "rekorTlogUrls",
                "rekorTlogConfig",
                "tsaUrls",
                "tsaConfig"));
    JsonNode type = config.get("mediaType");
    if (!type.text().equals(MEDIA_TYPE)) {
      throw type.wrong("a signing config of version 0.2, " + MEDIA_TYPE);
    }
    List<Service> authorities = services(config, "caUrls", 1, now);
    if (authorities.isEmpty()) {
      throw new RefusedException(CHECK, location + ": it names no certificate authority of now");
    }
    requireBase("the certificate authority", authorities.get(0).address());
    List<Log> logs = new ArrayList<>();
    List<Service> known = services(config, "rekorTlogUrls", MOST_LOG_VERSION, now);
    for (Service log : chosen(config, "rekorTlogConfig", known)) {
      requireBase("the log", log.address());
      logs.add(new Log(log.address(), log.version()));
    }
    List<String> stamps = new ArrayList<>();
    for (Service stamp : chosen(config, "tsaConfig", services(config, "tsaUrls", 1, now))) {
      requireUrl("the timestamp authority", stamp.address());
      stamps.add(stamp.address());
    }
    return new SigningServices(authorities.get(0).address(), logs, stamps).sufficing();
  }

  /** A service of now, of a version that is spoken here. */
  private record Service(String address, int version, Instant since, String operator) {}

  /** The highest version first, then what came into use last, as its operators ask for. */
  private static List<Service> services(ProtoMessage config, String field, int most, Instant now)
      throws JsonException {
    List<Service> services = new ArrayList<>();
    for (JsonNode element : config.list(field, Limits.SIGNING_SERVICES)) {
      ProtoMessage service =
          ProtoMessage.of(element, Set.of("url", "majorApiVersion", "validFor", "operator"));
      long version = service.int64("majorApiVersion");
      ProtoMessage valid = ProtoMessage.of(service.get("validFor"), Set.of("start", "end"));
      Instant since = valid.time("start");
      Instant until = valid.time("end");
      boolean current =
          since != null && !now.isBefore(since) && (until == null || !now.isAfter(until));
      if (current && since != null && version >= 1 && version <= most) {
        JsonNode operator = service.find("operator");
        services.add(
            new Service(
                service.text("url"),
                (int) version,
                since,
                operator == null ? "" : operator.text()));
      }
    }
    services.sort(Comparator.comparing(Service::version).thenComparing(Service::since).reversed());
    return services;
  }

  /** As the selector says: one, all, or so many; never two of one operator. */
  private static List<Service> chosen(ProtoMessage config, String field, List<Service> known)
      throws JsonException, RefusedException {
    JsonNode selection = config.find(field);
    if (selection == null) {
      return known.isEmpty() ? List.of() : known.subList(0, 1);
    }
    ProtoMessage message = ProtoMessage.of(selection, Set.of("selector", "count"));
    JsonNode selector = message.find("selector");
    String how = selector == null ? "" : selector.text().toUpperCase(Locale.ROOT);
    List<Service> distinct = distinct(known);
    return switch (how) {
      case "ALL" -> distinct;
      case "ANY" -> atLeast(field, distinct, 1);
      case "EXACT" -> atLeast(field, distinct, message.int64("count"));
      case "", "SERVICE_SELECTOR_UNDEFINED" ->
          distinct.isEmpty() ? List.of() : distinct.subList(0, 1);
      default -> throw selection.wrong("\"selector\" should be ALL, ANY or EXACT");
    };
  }

  private static List<Service> atLeast(String field, List<Service> known, long count)
      throws RefusedException {
    if (count < 1 || known.size() < count) {
      throw new RefusedException(
          CHECK, field + " asks for " + count + " services, but " + known.size() + " are of now");
    }
    return known.subList(0, (int) count);
  }

  private static List<Service> distinct(List<Service> known) {
    Set<String> operators = new LinkedHashSet<>();
    List<Service> distinct = new ArrayList<>();
    for (Service service : known) {
      String operator = service.operator().isEmpty() ? service.address() : service.operator();
      if (operators.add(operator)) {
        distinct.add(service);
      }
    }
    return distinct;
  }

  /** Refuses an address that no path can be put behind, too. */
  private static void requireBase(String what, String address) throws RefusedException {
    requireSafe(what, address);
    if (address.indexOf('?') >= 0 || address.indexOf('#') >= 0) {
      throw new RefusedException(
          CHECK, "the address of " + what + " has a query or a fragment, which it must not");
    }
  }

  /** Refuses an address that a secret, or what must not be changed on its way, can't be sent to. */
  static void requireSafe(String what, String address) throws RefusedException {
    URI uri = requireUrl(what, address);
    String host = String.valueOf(uri.getHost());
    boolean isHere = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    if (!"https".equals(scheme(uri)) && !isHere) {
      throw new RefusedException(
          CHECK,
          "the address of " + what + " must be of https, so that nobody on the way reads it");
    }
  }

  private static URI requireUrl(String what, String address) throws RefusedException {
    try {
      URI uri = new URI(address);
      boolean isWeb = "https".equals(scheme(uri)) || "http".equals(scheme(uri));
      if (isWeb && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // said below, without what may be a password in it
    }
    throw new RefusedException(CHECK, "the address of " + what + " is no URL of https");
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }
}
