package ai.chestnut.archive;

import ai.chestnut.dicom.FilmKind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an export shall know beside the archive.
 *
 * @param refused whether studies that the panel refused are exported too
 * @param evaluation folder with {@code scorecard.json} and {@code memorisation.json}; the archive's
 *     own {@code evaluation} where nothing is said
 * @param despite name of an archive that is exported although its memorisation test failed
 * @param card who publishes the data and how; the plan's where nothing is said
 * @param filmKind as what kind of DICOM object films are written
 */
public record ExportOptions(
    boolean refused,
    Optional<Path> evaluation,
    Optional<String> despite,
    Optional<PublicationCard> card,
    FilmKind filmKind) {

  /** With films as DX. */
  public ExportOptions(
      boolean refused,
      Optional<Path> evaluation,
      Optional<String> despite,
      Optional<PublicationCard> card) {
    this(refused, evaluation, despite, card, FilmKind.DX);
  }

  /** Accepted studies, and what the archive itself says. */
  public static final ExportOptions STANDARD =
      new ExportOptions(false, Optional.empty(), Optional.empty(), Optional.empty());
}
