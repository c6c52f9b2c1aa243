package ai.chestnut.evaluation.films;

import ai.chestnut.phantom.LesionEngine;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Phantoms drawn in memory, whose masks and labels are exact. */
public record PhantomFilms(String name, List<PhantomStudy> studies, List<FilmEntry> entries)
    implements FilmSet {

  /** Phantoms of one family; every other one has findings. */
  public static PhantomFilms of(PhantomFamily family, long seed, int count, int size) {
    List<PhantomStudy> studies =
        IntStream.range(0, count).mapToObj(i -> study(family, seed, i, size)).toList();
    List<FilmEntry> entries =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  Prompt prompt = studies.get(i).prompt();
                  String patient = seed + "-" + i;
                  return new FilmEntry(
                      "film " + patient,
                      patient,
                      Optional.empty(),
                      "",
                      prompt,
                      prompt.closedLabels());
                })
            .toList();
    return new PhantomFilms("phantoms " + seed, studies, entries);
  }

  private static PhantomStudy study(PhantomFamily family, long seed, int index, int size) {
    RandomStream stream = RandomStream.of(seed, index, "phantom");
    Prompt wanted = new PromptSampler(0.5, 0, 0).sample(stream.child("prompt"));
    return ThoraxPhantom.sampleWith(
        family,
        stream,
        size,
        wanted.view(),
        wanted.sex(),
        wanted.observations().stream().filter(o -> LesionEngine.draws(o.finding())).toList());
  }

  @Override
  public Radiograph film(int index) {
    return studies.get(index).film();
  }

  @Override
  public Declared declared(int index) {
    PhantomStudy study = studies.get(index);
    return Declared.of(study.anatomy(), study.pathology().masks());
  }

  @Override
  public String masksAre() {
    return "exact";
  }

  /** The study of a film. */
  public Map<Radiograph, PhantomStudy> byFilm() {
    Map<Radiograph, PhantomStudy> byFilm = new HashMap<>();
    studies.forEach(study -> byFilm.put(study.film(), study));
    return byFilm;
  }
}
