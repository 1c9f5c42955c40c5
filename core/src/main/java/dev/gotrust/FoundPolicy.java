package dev.gotrust;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.material.Discovery;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking for a policy that nobody named: {@code .gotrust.yaml} in the repository of
 * the current directory.
 *
 * @param document the policy, which can only ask for more; null where there is none to use
 * @param content its bytes, for whoever demands a signature of them; null where there is none
 * @param setAside why one that is there is not used, as sentences that name it
 */
public record FoundPolicy(
    @Nullable PolicyDocument document, @Nullable Bytes content, List<String> setAside) {
  /**
   * Copies the list.
   *
   * @param document the policy, null where there is none to use
   * @param content its bytes, null where there is none
   * @param setAside why one that is there is not used; copied
   */
  public FoundPolicy {
    setAside = List.copyOf(setAside);
  }

  /**
   * Looks for a policy.
   *
   * @param discovery from which directory, for which user
   * @return what was found
   * @throws PolicyFileException if one that is the user's own breaks the format: what it asks for
   *     must not be dropped unsaid
   */
  public static FoundPolicy in(Discovery discovery) throws PolicyFileException {
    Discovery.FoundFile found = discovery.ownFile(PolicyDocument.FOUND_NAME, Limits.POLICY);
    Discovery.OwnFile file = found.file();
    if (file == null) {
      return new FoundPolicy(null, null, found.setAside());
    }
    PolicyDocument document =
        PolicyDocument.parse(file.path().toString(), file.content().toArray());
    return new FoundPolicy(document.asFound(), file.content(), found.setAside());
  }
}
