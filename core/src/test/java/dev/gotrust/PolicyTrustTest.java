package dev.gotrust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.PrivateModules;
import dev.gotrust.policy.PolicyTrust;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.IdentityPolicy;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.Signers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signers of a policy beside those of a command line, and what else of it reaches other parts. */
final class PolicyTrustTest {
  private static final byte[] FILE = "a file".getBytes(UTF_8);

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static Signers signers(KeyPair pair) {
    return Signers.of(
        new KeyVerifier(List.of(new VerifyingKey(pair.getPublic(), "k.pub")), null), null);
  }

  private static Bundle signed(KeyPair pair) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(pair.getPrivate());
    signer.update(FILE);
    return BundleReader.read("f.sig", Base64.getEncoder().encode(signer.sign())).get(0);
  }

  @Test
  void signersOfEitherAreAccepted() throws Exception {
    KeyPair one = pair();
    KeyPair other = pair();
    SignedInput input = SignedInput.of("f", FILE);
    Signers both = signers(one).or(signers(other));
    for (KeyPair pair : List.of(one, other)) {
      assertTrue(both.areOfKindOf(signed(pair)));
      assertTrue(both.verify(signed(pair), input).signer().title().startsWith("key "));
    }
    Bundle stranger = signed(pair());
    assertThrows(RefusedException.class, () -> both.verify(stranger, input));
    assertFalse(Signers.NONE.or(Signers.NONE).areChosen());
    assertTrue(Signers.NONE.or(signers(one)).areChosen());
    assertTrue(signers(one).or(Signers.NONE).areChosen());
  }

  @Test
  void oneOfSeveralIdentitiesWillDo() throws Exception {
    IdentityPolicy never =
        certificate -> {
          throw new RefusedException("certificate identity", "it is another");
        };
    IdentityPolicy always = certificate -> {};
    IdentityPolicy.anyOf(List.of(never, always)).check(null);
    IdentityPolicy.anyOf(List.of(always, never)).check(null);
    IdentityPolicy none = IdentityPolicy.anyOf(List.of(never, never));
    assertThrows(RefusedException.class, () -> none.check(null));
    assertThrows(IllegalArgumentException.class, () -> IdentityPolicy.anyOf(List.of()));
  }

  @Test
  void eachBuilderGoesWithEachSource() {
    PolicyTrust trust =
        new PolicyTrust(List.of(), List.of(), List.of("b1", "b2"), List.of("s1", "s2"));
    assertEquals(4, trust.expectations().size());
    assertTrue(trust.needsRoot());
    assertEquals(List.of(), PolicyTrust.NOBODY.expectations());
    assertFalse(PolicyTrust.NOBODY.needsRoot());
    PolicyTrust sources = new PolicyTrust(List.of(), List.of(), List.of(), List.of("s"));
    assertEquals("s", sources.expectations().get(0).sourceUri());
    assertEquals("", sources.expectations().get(0).builderId());
  }

  @Test
  void privateModulesOfAPolicyStandBesideThoseOfTheSettings() throws Exception {
    GoEnvironment settings =
        GoEnvironment.read(Map.of("GOENV", "off", "GOPRIVATE", "a.example", "PATH", ""));
    PrivateModules both =
        PrivateModules.of(settings.withPrivate(List.of("b.example", "c.example/x")));
    for (String path : List.of("a.example/m", "b.example/m", "c.example/x/m")) {
      assertTrue(both.isPrivateForDatabase(path), path);
      assertTrue(both.isPrivateForProxies(path), path);
    }
    assertFalse(both.isPrivateForDatabase("c.example/y"));
    assertFalse(
        PrivateModules.of(settings.withPrivate(List.of())).isPrivateForDatabase("b.example"));
  }
}
