package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sheets for people to look at: a row a finding; the film before, then small, moderate and large on
 * the patient's right, then on the left. Usage: {@code LesionSheet OUT [FILM LUNG_LABELS]}, the
 * labels being 1 for the right lung and 2 for the left. Not a test.
 */
public final class LesionSheet {

  private static final List<Finding> FINDINGS =
      List.of(
          Finding.CONSOLIDATION,
          Finding.PLEURAL_EFFUSION,
          Finding.PNEUMOTHORAX,
          Finding.NODULE,
          Finding.MASS,
          Finding.ATELECTASIS,
          Finding.EDEMA,
          Finding.CARDIOMEGALY,
          Finding.PLEURAL_THICKENING,
          Finding.SUPPORT_DEVICES,
          Finding.COVID_19,
          Finding.FIBROSIS,
          Finding.ENLARGED_CARDIOMEDIASTINUM,
          Finding.TUBERCULOSIS);

  private LesionSheet() {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    Files.createDirectories(out);
    if (args.length > 2) {
      Radiograph film = RadiographFiles.read(Path.of(args[1]));
      Radiograph labels = RadiographFiles.readCodes(Path.of(args[2]));
      AnatomyMap anatomy = AnatomyGuess.fromLungs(label(labels, 1), label(labels, 2));
      write(film, anatomy, out.resolve("real"));
      return;
    }
    PhantomStudy study =
        ThoraxPhantom.sample(
            PhantomFamily.A,
            RandomStream.of(4, 1, "sheet"),
            256,
            Optional.empty(),
            Optional.empty());
    write(study.film(), study.anatomy(), out.resolve("phantom"));
  }

  private static Mask label(Radiograph labels, int code) {
    int width = labels.width();
    return Mask.where(width, labels.height(), i -> labels.at(i % width, i / width) == code);
  }

  private static void write(Radiograph film, AnatomyMap anatomy, Path stem) {
    int side = film.width();
    int columns = 7;
    for (int page = 0; page * 5 < FINDINGS.size(); page++) {
      List<Finding> rows = FINDINGS.subList(page * 5, Math.min(page * 5 + 5, FINDINGS.size()));
      int[] plain = new int[columns * side * rows.size() * film.height()];
      int[] drawn = plain.clone();
      for (int row = 0; row < rows.size(); row++) {
        paste(plain, drawn, columns * side, film, Mask.empty(side, film.height()), 0, row);
        for (int k = 0; k < 6; k++) {
          Finding finding = rows.get(row);
          Observation observation =
              Observation.present(finding).withSeverity(Severity.values()[k % 3]);
          if (!Places.of(finding).sides().isEmpty()) {
            observation = observation.withLaterality(k < 3 ? Laterality.RIGHT : Laterality.LEFT);
          }
          Insertion insertion =
              LesionEngine.insert(film, anatomy, observation, RandomStream.of(11, k / 3, "sheet"));
          paste(plain, drawn, columns * side, insertion.film(), insertion.mask(), k + 1, row);
        }
      }
      int width = columns * side;
      int height = rows.size() * film.height();
      RadiographFiles.writeColour(
          width, height, plain, Path.of(stem + "-" + page + ".png"), Map.of());
      RadiographFiles.writeColour(
          width, height, drawn, Path.of(stem + "-masks-" + page + ".png"), Map.of());
    }
  }

  private static void paste(
      int[] plain, int[] drawn, int stride, Radiograph film, Mask mask, int column, int row) {
    int side = film.width();
    int top = film.bitDepth() == 16 ? 257 : 1;
    Mask rim = mask.minus(mask.eroded(1));
    for (int y = 0; y < film.height(); y++) {
      for (int x = 0; x < side; x++) {
        int at = (row * film.height() + y) * stride + column * side + x;
        int grey = film.at(x, y) / top;
        plain[at] = grey * 0x10101;
        drawn[at] = rim.at(x, y) ? 0xFF4030 : plain[at];
      }
    }
  }
}
