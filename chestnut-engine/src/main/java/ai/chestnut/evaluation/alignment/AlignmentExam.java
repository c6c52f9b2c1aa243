package ai.chestnut.evaluation.alignment;

import ai.chestnut.evaluation.alignment.AlignmentFigures.AgainstChance;
import ai.chestnut.evaluation.alignment.AlignmentFigures.Placed;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.LateInteraction;
import ai.chestnut.language.ReportWords;
import ai.chestnut.language.WordMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.models.PatchWordAlignerModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Retrieval both ways and pointing. Films that show the same set of observations share a report,
 * which says these and nothing of view, sex or age, so that only what is seen can help.
 *
 * <p>Pointing: of all patches, the one that goes best with any word of a finding's names; right
 * where its box touches the finding's mask.
 */
public final class AlignmentExam {

  private static final List<Integer> RANKS = List.of(1, 5, 10);

  /** One film with its truth. */
  public record Told(Radiograph film, List<Observation> observations, Map<Finding, Mask> masks) {}

  private final PatchWordAlignerModel aligner;
  private final ReportWriter writer = new ReportWriter();
  private final List<Set<Observation>> reports = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Integer> own = new ArrayList<>(); // report of each film
  private final List<Told> films;
  private int placed;
  private int found;
  private double byChance;
  private final Map<Finding, Placed> byFinding = new EnumMap<>(Finding.class);

  /**
   * @throws RequestException for fewer than two films
   */
  public AlignmentExam(PatchWordAlignerModel aligner, List<Told> films) {
    if (films.size() < 2) {
      throw new RequestException("films", "", Integer.toString(films.size()), "at least 2");
    }
    this.aligner = aligner;
    this.films = List.copyOf(films);
    for (Told told : films) {
      Set<Observation> said = new HashSet<>(told.observations());
      int known = reports.indexOf(said);
      if (known < 0) {
        known = reports.size();
        reports.add(said);
        texts.add(
            writer.canonical(
                Prompt.of(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    ReportWriter.sorted(told.observations()))));
      }
      own.add(known);
    }
  }

  /** Looks at every film once. */
  public AlignmentFigures run(Progress progress) {
    float[][] scores = new float[films.size()][];
    List<int[]> tokens = texts.stream().map(aligner::tokens).toList();
    try (Reports words = Reports.of(aligner, tokens)) {
      for (int film = 0; film < films.size(); film++) {
        scores[film] = words.scores(aligner, films.get(film).film());
        point(films.get(film), texts.get(own.get(film)));
        progress.advance(Step.of("films", film + 1, films.size()));
      }
    }
    Map<Integer, AgainstChance> reportOfFilm = new LinkedHashMap<>();
    Map<Integer, AgainstChance> filmOfReport = new LinkedHashMap<>();
    for (int rank : RANKS) {
      reportOfFilm.put(rank, reportOfFilm(scores, rank));
      filmOfReport.put(rank, filmOfReport(scores, rank));
    }
    AgainstChance pointing =
        new AgainstChance(found / (double) Math.max(1, placed), byChance / Math.max(1, placed));
    return new AlignmentFigures(
        films.size(), texts.size(), reportOfFilm, filmOfReport, placed, pointing, byFinding);
  }

  private AgainstChance reportOfFilm(float[][] scores, int rank) {
    int hits = 0;
    for (int film = 0; film < scores.length; film++) {
      float right = scores[film][own.get(film)];
      int better = 0;
      for (float score : scores[film]) {
        better += score > right ? 1 : 0;
      }
      hits += better < rank ? 1 : 0;
    }
    return new AgainstChance(
        hits / (double) scores.length, Math.min(1, rank / (double) texts.size()));
  }

  private AgainstChance filmOfReport(float[][] scores, int rank) {
    int hits = 0;
    double chance = 0;
    for (int report = 0; report < texts.size(); report++) {
      int asked = report;
      Integer[] order = new Integer[scores.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Float.compare(scores[b][asked], scores[a][asked]));
      int right = 0;
      for (int each : own) {
        right += each == asked ? 1 : 0;
      }
      boolean hit = false;
      double missed = 1;
      for (int i = 0; i < Math.min(rank, order.length); i++) {
        hit |= own.get(order[i]) == asked;
        missed *= Math.max(0, order.length - right - i) / (double) (order.length - i);
      }
      hits += hit ? 1 : 0;
      chance += 1 - missed;
    }
    return new AgainstChance(hits / (double) texts.size(), chance / texts.size());
  }

  private void point(Told told, String text) {
    if (told.masks().isEmpty()) {
      return;
    }
    List<WordMap> maps = aligner.maps(told.film(), text);
    told.masks().forEach((finding, mask) -> point(finding, mask, maps));
  }

  private void point(Finding finding, Mask mask, List<WordMap> maps) {
    List<WordMap> naming =
        maps.stream()
            .filter(map -> ReportWords.standard().of(map.token()).contains(finding))
            .toList();
    if (naming.isEmpty() || mask.isEmpty()) {
      return;
    }
    WordMap surest = naming.get(0);
    for (WordMap map : naming) {
      surest = map.similarity(map.best()) > surest.similarity(surest.best()) ? map : surest;
    }
    int patches = surest.grid() * surest.grid();
    int touching = 0;
    for (int patch = 0; patch < patches; patch++) {
      touching += touches(mask, surest.box(patch)) ? 1 : 0;
    }
    boolean hit = touches(mask, surest.box(surest.best()));
    placed++;
    found += hit ? 1 : 0;
    byChance += touching / (double) patches;
    byFinding.merge(
        finding,
        new Placed(1, hit ? 1 : 0),
        (a, b) -> new Placed(a.count() + b.count(), a.found() + b.found()));
  }

  static boolean touches(Mask mask, float[] box) {
    int right = Math.min(mask.width() - 1, (int) (box[2] * mask.width()));
    int bottom = Math.min(mask.height() - 1, (int) (box[3] * mask.height()));
    for (int y = (int) (box[1] * mask.height()); y <= bottom; y++) {
      for (int x = (int) (box[0] * mask.width()); x <= right; x++) {
        if (mask.at(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The words of all reports, read once; owns them. */
  private record Reports(Tensor words, Tensor counted) implements AutoCloseable {

    static Reports of(PatchWordAlignerModel aligner, List<int[]> tokens) {
      int length = aligner.config().text().length();
      float[] counted = new float[tokens.size() * length];
      for (int row = 0; row < tokens.size(); row++) {
        for (int i = 0; i < length; i++) {
          counted[row * length + i] = ReportWords.standard().counts(tokens.get(row)[i]) ? 1 : 0;
        }
      }
      Device device = aligner.parameters().device();
      return Gradients.off(
          () ->
              Scope.computing(
                  () ->
                      new Reports(
                          Scope.owned(aligner.network().words(aligner.ids(tokens))),
                          Scope.owned(Tensors.of(counted, device, tokens.size(), length)))));
    }

    float[] scores(PatchWordAlignerModel aligner, Radiograph film) {
      int side = aligner.config().film().side();
      float[] pixels = film.resized(side, side).unit();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = 2 * pixels[i] - 1;
      }
      Device device = aligner.parameters().device();
      return Gradients.off(
          () ->
              Scope.computing(
                  () -> {
                    LateInteraction alike =
                        LateInteraction.of(
                            aligner
                                .network()
                                .patches(Tensors.of(pixels, device, 1, 1, side, side))
                                .embeddings(),
                            words,
                            counted);
                    return Tensors.floats(alike.byPatch().add(alike.byWord()));
                  }));
    }

    @Override
    public void close() {
      words.close();
      counted.close();
    }
  }
}
