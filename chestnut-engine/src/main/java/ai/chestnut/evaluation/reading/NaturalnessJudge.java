package ai.chestnut.evaluation.reading;

import ai.chestnut.evaluation.Naturalness;
import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds the NIQE of a film to what a judge sees, as the measure {@value #MEASURE}. A film that is
 * too small for it, or has no texture, has no entry.
 */
public record NaturalnessJudge(Judge judge, Naturalness model) implements Judge {

  /** The name of the measure. */
  public static final String MEASURE = "niqe";

  @Override
  public String name() {
    return judge.name();
  }

  @Override
  public Judged look(Radiograph film, FilmEntry said, Declared masks, String otherWords) {
    Judged judged = judge.look(film, said, masks, otherWords);
    SortedMap<String, Double> measures = new TreeMap<>(judged.measures());
    try {
      measures.put(MEASURE, model.of(film));
    } catch (RequestException refused) {
      return judged;
    }
    return new Judged(judged.probabilities(), measures, judged.lungs());
  }
}
