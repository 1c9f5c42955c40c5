package dev.gotrust.facts;

import dev.gotrust.image.Format;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Linkage;
import dev.gotrust.image.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one Go image.
 *
 * @param format container format of this image
 * @param os GOOS as the headers show it, empty if they do not tell
 * @param arch GOARCH as the headers show it, empty if unknown
 * @param span where in the file the image stands
 * @param buildId the Go build ID, null if there is none
 * @param hostId the GNU build-id or LC_UUID, null if there is none
 * @param contentId the recomputed content ID
 * @param hostIdCheck whether the host build ID derives from the Go build ID
 * @param buildInfo the build info, null if there is none
 * @param copies how the copies of the build info compare
 * @param versions what else shows the Go version
 * @param linkage how the image was linked
 * @param disguise what hides what the program is
 * @param code what the function table shows of the code, null where it was not asked for, or there
 *     is none that can be read
 * @param settingTraces what constants show of build settings, null where it was not asked for
 * @param notes things worth saying that are no fact of their own, such as unreadable tables
 */
public record GoBinary(
    Format format,
    String os,
    String arch,
    Span span,
    @Nullable BuildId buildId,
    @Nullable HostId hostId,
    ContentId contentId,
    HostIdCheck hostIdCheck,
    @Nullable BuildInfo buildInfo,
    BuildInfoCopies copies,
    VersionTraces versions,
    Linkage linkage,
    Disguise disguise,
    @Nullable CompiledCode code,
    @Nullable SettingTraces settingTraces,
    List<String> notes) {
  /** What a note begins with that says why the function table can't be read. */
  public static final String TABLE_NOTE = "function table: ";

  /**
   * Copies the list.
   *
   * @param format container format of this image
   * @param os GOOS, empty if the headers do not tell
   * @param arch GOARCH, empty if unknown
   * @param span where in the file the image stands
   * @param buildId the Go build ID, null if there is none
   * @param hostId the GNU build-id or LC_UUID, null if there is none
   * @param contentId the recomputed content ID
   * @param hostIdCheck whether {@code hostId} derives from {@code buildId}
   * @param buildInfo the build info, null if there is none
   * @param copies how the copies of the build info compare
   * @param versions what else shows the Go version
   * @param linkage how the image was linked
   * @param disguise what hides what the program is
   * @param code what the function table shows of the code, null if unknown
   * @param settingTraces what constants show of build settings, null if unknown
   * @param notes sentences that belong to no other fact; copied
   */
  public GoBinary {
    notes = List.copyOf(notes);
  }
}
