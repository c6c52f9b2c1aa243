package ai.chestnut.evaluation.reading;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A judge that knows the phantom behind every film, and sees nothing in other pictures. */
public record ExactJudge(Map<Radiograph, PhantomStudy> known) implements Judge {

  @Override
  public String name() {
    return "exact";
  }

  @Override
  public Judged look(Radiograph film, FilmEntry said, Declared masks, String otherWords) {
    PhantomStudy study = known.get(film);
    if (study == null) {
      return Judged.NOTHING;
    }
    AnatomyMap seen = study.anatomy();
    Adherence adherence = new Adherence();
    adherence.anatomy(masks, seen);
    adherence.lesions(masks, study.pathology());
    adherence.containment(masks, said.asked().observations(), seen);
    adherence.laterality(said.asked().observations(), study.pathology(), Adherence.middle(seen));
    Map<Finding, Double> probabilities = new EnumMap<>(Finding.class);
    study
        .prompt()
        .closedLabels()
        .forEach((finding, label) -> probabilities.put(finding, label == 1 ? 0.9 : 0.1));
    Optional<Judged.LungPair> lungs =
        masks.lungs().map(mask -> new Judged.LungPair(grid(mask), grid(masks.lungsOf(seen))));
    return new Judged(probabilities, adherence.measures(), lungs);
  }

  private static BitSet grid(Mask mask) {
    return mask.resized(Judged.LungPair.SIDE, Judged.LungPair.SIDE).bits();
  }
}
