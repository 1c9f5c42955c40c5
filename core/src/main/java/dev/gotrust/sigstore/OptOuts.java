package dev.gotrust.sigstore;

/**
 * What the user leaves unchecked, each named for its danger.
 *
 * @param tlog whether a signature need not be in a transparency log
 * @param sct whether a certificate need not be in a certificate transparency log
 * @param expiry whether a certificate need not be shown to have been valid when it signed
 */
public record OptOuts(boolean tlog, boolean sct, boolean expiry) {
  /** Nothing is left unchecked. */
  public static final OptOuts NONE = new OptOuts(false, false, false);
}
