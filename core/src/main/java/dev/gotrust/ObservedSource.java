package dev.gotrust;

import dev.gotrust.bytes.ByteSource;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An artifact's bytes, of which a listener hears, and which a thread that was interrupted reads no
 * further: that says nothing of the artifact, so it is no IOException, which would.
 */
final class ObservedSource implements ByteSource {
  private final ByteSource source;
  private final VerificationListener listener;
  private final Thread verifying = Thread.currentThread();
  private final AtomicLong read = new AtomicLong();

  ObservedSource(ByteSource source, VerificationListener listener) {
    this.source = source;
    this.listener = listener;
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public void read(long offset, byte[] into, int from, int length) throws IOException {
    checkInterrupt();
    try {
      source.read(offset, into, from, length);
    } catch (ClosedChannelException closed) {
      // An interrupt closes the channel, for the other threads too.
      throw stopped(closed);
    }
    listener.read(read.addAndGet(length), source.size());
  }

  @Override
  public Page page(long offset) throws IOException {
    checkInterrupt();
    try {
      return source.page(offset);
    } catch (ClosedChannelException closed) {
      throw stopped(closed);
    }
  }

  @Override
  public void confirm(long offset, byte[] chunk, int length) throws IOException {
    source.confirm(offset, chunk, length);
  }

  @Override
  public void confirmUnchanged() throws IOException {
    checkInterrupt();
    source.confirmUnchanged();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private void checkInterrupt() {
    if (verifying.isInterrupted() || Thread.currentThread().isInterrupted()) {
      throw stopped(null);
    }
  }

  private static CancellationException stopped(@Nullable Throwable cause) {
    CancellationException stopped = new CancellationException("interrupted while reading");
    if (cause != null) {
      stopped.initCause(cause);
    }
    return stopped;
  }
}
