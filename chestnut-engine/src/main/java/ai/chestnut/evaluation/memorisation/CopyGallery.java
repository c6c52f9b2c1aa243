package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.failure.DefectException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The pairs that the memorisation check would have a person look at: a table, and, where the
 * training films are at hand, a sheet of synthetic film, nearest training film and their
 * difference, suspects in a red frame. The sheet shows real films: it belongs to whoever holds them
 * and to no repository.
 */
public final class CopyGallery {

  /** The sheet's name in the output folder. */
  public static final String SHEET = "copies-private.png";

  /** The table's name in the output folder. */
  public static final String TABLE = "copies-private.csv";

  /** The pairs on the sheet, at most. */
  public static final int SHOWN = 24;

  private static final int TILE = 128;
  private static final int FRAME = 3;
  private static final int ACROSS = 4;
  private static final int PER_PAIR = 3;
  private static final int RED = 0xD02020;
  private static final int GREY = 0x404040;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("place", "synthetic", "training", "distance", "ratio", "suspect")
          .setRecordSeparator("\n")
          .get();

  private CopyGallery() {}

  /**
   * Writes {@value #TABLE}, nearest first.
   *
   * @param synthetic the films that were checked
   * @param train the training films they were held against; ids where they come from a bank
   */
  public static void writeTable(
      CopySuspects copies, FilmPoints synthetic, FilmPoints train, Path folder) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (int place = 0; place < copies.films().size(); place++) {
        CopySuspects.Pair pair = copies.films().get(place);
        printer.printRecord(
            place + 1,
            synthetic.names().get(pair.synthetic()),
            train.names().get(pair.training()),
            pair.distance(),
            pair.ratio(),
            place < copies.suspects());
      }
    } catch (IOException impossible) {
      throw new DefectException("text in memory is always writable", impossible);
    }
    AtomicFile.write(folder.resolve(TABLE), text.toString());
  }

  /**
   * Writes {@value #SHEET}: four pairs a row, in the table's order.
   *
   * @param synthetic film of an index
   * @param training film of an index
   */
  public static void writeSheet(
      CopySuspects copies,
      Function<Integer, Radiograph> synthetic,
      Function<Integer, Radiograph> training,
      Path folder) {
    List<CopySuspects.Pair> pairs =
        copies.films().subList(0, Math.min(SHOWN, copies.films().size()));
    int cellWidth = PER_PAIR * TILE + 2 * FRAME;
    int cellHeight = TILE + 2 * FRAME;
    int rows = (pairs.size() + ACROSS - 1) / ACROSS;
    int width = Math.min(ACROSS, pairs.size()) * cellWidth;
    int[] rgb = new int[width * rows * cellHeight];
    for (int place = 0; place < pairs.size(); place++) {
      CopySuspects.Pair pair = pairs.get(place);
      int left = place % ACROSS * cellWidth;
      int top = place / ACROSS * cellHeight;
      int frame = place < copies.suspects() ? RED : GREY;
      for (int y = 0; y < cellHeight; y++) {
        Arrays.fill(rgb, (top + y) * width + left, (top + y) * width + left + cellWidth, frame);
      }
      float[] made = tile(synthetic.apply(pair.synthetic()));
      float[] real = tile(training.apply(pair.training()));
      for (int y = 0; y < TILE; y++) {
        for (int x = 0; x < TILE; x++) {
          int at = (top + FRAME + y) * width + left + FRAME + x;
          rgb[at] = grey(made[y * TILE + x]);
          rgb[at + TILE] = grey(real[y * TILE + x]);
          rgb[at + 2 * TILE] = grey(Math.abs(made[y * TILE + x] - real[y * TILE + x]));
        }
      }
    }
    RadiographFiles.writeColour(
        width,
        rows * cellHeight,
        rgb,
        folder.resolve(SHEET),
        Map.of(
            "Comment", "Synthetic film, nearest training film, difference. Real films: private."));
  }

  private static float[] tile(Radiograph film) {
    return film.resized(TILE, TILE).unit();
  }

  private static int grey(float unit) {
    int level = Math.round(255 * Math.min(1, Math.max(0, unit)));
    return level << 16 | level << 8 | level;
  }
}
