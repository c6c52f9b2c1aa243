package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.Alarms;
import ai.chestnut.storage.AtomicFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that one evaluation found.
 *
 * @param figures in the order in which they are shown
 * @param curves of the real and of the synthetic films
 * @param notes what was not measured, and why
 */
public record Scorecard(
    Method method,
    SetSummary real,
    SetSummary synthetic,
    List<Figure> figures,
    Alarms alarms,
    Curves realCurves,
    Curves syntheticCurves,
    List<String> notes) {

  /** Stands in scorecard.json. */
  public static final String FORMAT = "chestnut-scorecard/1";

  /** Name of the file for programs. */
  public static final String JSON = "scorecard.json";

  /** Name of the page for people. */
  public static final String PAGE = "scorecard.html";

  public Scorecard {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /**
   * Writes {@value #JSON} and {@value #PAGE} into an existing folder. The page also shows what
   * other checks left there: of copies, of a detector, of utility.
   */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(JSON), ScorecardJson.text(this));
    AtomicFile.write(folder.resolve(PAGE), ScorecardPage.html(this, Beside.in(folder)));
  }
}
