package dev.gotrust.policy;

import org.jspecify.annotations.Nullable;

/** Which demand a violation breaks; the name that reports and the exceptions of a policy use. */
public enum Rule {
  /** A link of the chain is CONTRADICTED. No exception excuses it. */
  CONTRADICTED("contradicted", false, false),
  /** Not all bytes of the file were judged. No exception excuses it. */
  UNJUDGED("unjudged", false, false),
  /** The file was changed after linking. It is accepted by {@code accept}, not by an exception. */
  CHANGED("changed", false, false),
  /** A material that was given does not hold or can't be told. No exception excuses it. */
  EVIDENCE("evidence", false, false),
  /** No rule of the policy is for the main module. No exception excuses it. */
  OTHERS("others", false, false),
  /** A link falls short of the state that was asked for; an exception names the link. */
  REQUIRED("required", true, true),
  /** Neither a signature nor provenance holds. */
  SIGNED("signed", true, false),
  /** The Go version is not certified. */
  CERTIFIED_GO("certified-go", true, false),
  /** A build setting is not as it must be; an exception names its key. */
  SETTING("setting", true, true),
  /** A module is denied; an exception names it. */
  MODULE_DENIED("module-denied", true, true),
  /** A module is not among those that are allowed; an exception names it. */
  MODULE_NOT_ALLOWED("module-not-allowed", true, true),
  /** The program was built from a dirty tree, or that can't be told. */
  TREE("tree", true, false),
  /** The commit is too old, or its time can't be told. */
  COMMIT_AGE("commit-age", true, false),
  /** The signature is too old, or its time is not proven. */
  SIGNATURE_AGE("signature-age", true, false);

  private final String id;
  private final boolean excusable;
  private final boolean ofSubjects;

  Rule(String id, boolean excusable, boolean ofSubjects) {
    this.id = id;
    this.excusable = excusable;
    this.ofSubjects = ofSubjects;
  }

  /** {@return the name that reports and policies use, such as {@code module-denied}} */
  public String id() {
    return id;
  }

  /** {@return whether an exception of a policy can excuse what breaks it} */
  public boolean isExcusable() {
    return excusable;
  }

  /** {@return whether it is about one of many things, which an exception has to name} */
  public boolean isOfSubjects() {
    return ofSubjects;
  }

  /**
   * {@return the rule with that name, or null if there is none}
   *
   * @param id as reports and policies spell it
   */
  public static @Nullable Rule of(String id) {
    for (Rule rule : values()) {
      if (rule.id.equals(id)) {
        return rule;
      }
    }
    return null;
  }
}
