package dev.gotrust.rollback;

import dev.gotrust.bytes.Bytes;

/** Signs the lines of a state file. Implementations need not be thread-safe. */
public interface StateSigner {
  /**
   * {@return a signature that the key's public half verifies}
   *
   * @param text what is signed, in full
   * @throws FailedException if the key can't sign
   */
  Bytes sign(byte[] text) throws FailedException;

  /** Says why a key can't sign; holds nothing of the key. */
  final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message a sentence that names the key
     */
    public FailedException(String message) {
      super(message);
    }

    /** Returns the message; the stack is never part of it. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
