package ai.chestnut.synthesis;

import ai.chestnut.codec.Codes;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.models.CodebookModels;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Backend;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Vocabulary words, report, key patches of the visual codebook, tokens of a frozen model, film:
 * Chen et al. 2024, arXiv 2403.06835, with the token model of the LLM-CXR line.
 */
public final class CodebookSynthesis implements Synthesizer {

  /** Key of the words, patches and codes in a study's provenance. */
  public static final String KEY = "visualCodebook";

  private final CodebookModels models;
  private final CodebookSettings settings;

  /**
   * @param models owned from here on
   */
  public CodebookSynthesis(CodebookModels models, CodebookSettings settings) {
    this.models = models;
    this.settings = settings;
  }

  @Override
  public Draft draft(GenerationRequest request, int index, int attempt, Progress progress) {
    RandomStream stream = RandomStream.of(request.seed(), index, "codebook attempt " + attempt);
    List<String> words = words(request.prompt());
    String report = settings.prose() ? report(request, index) : String.join(" ", words) + ".";
    List<VisualCodebook.Match> matches = matches(report, stream.child("patches"));
    List<Integer> keys = models.keys(matches);
    progress.advance(Step.of("key patches", matches.size(), matches.size()));
    double guidance = request.sampling().guidance().weight();
    Codes codes = models.write(report, keys, settings.nucleus(), guidance, stream.child("tokens"));
    Radiograph film = film(models.decode(codes), request.bitDepth());
    return Draft.of(film).with(Map.of(KEY, facts(words, matches, keys)));
  }

  private List<VisualCodebook.Match> matches(String report, RandomStream stream) {
    return switch (settings.keys()) {
      case MATCHED -> models.match(report);
      case RANDOM -> {
        List<VisualCodebook.Match> drawn = new ArrayList<>();
        for (int i = 0; i < VisualCodebook.PATCHES; i++) {
          drawn.add(new VisualCodebook.Match(stream.nextInt(models.patches()), 0));
        }
        yield drawn;
      }
      case NONE -> List.of();
    };
  }

  /** The words of the vocabularies that a prompt is made of: pathology first, then anatomy. */
  static List<String> words(Prompt prompt) {
    Set<String> words = new LinkedHashSet<>();
    for (Observation seen : prompt.observations()) {
      if (seen.certainty() != Certainty.ABSENT) {
        words.add(seen.finding().canonicalName().toLowerCase(Locale.ROOT));
      }
    }
    for (Observation seen : prompt.observations()) {
      if (seen.certainty() != Certainty.ABSENT) {
        seen.laterality().map(Laterality::word).ifPresent(words::add);
        seen.zones().stream().map(Zone::word).forEach(words::add);
      }
    }
    return List.copyOf(words);
  }

  private Facts facts(List<String> words, List<VisualCodebook.Match> matches, List<Integer> keys) {
    List<Object> patches = new ArrayList<>();
    for (VisualCodebook.Match match : matches) {
      patches.add((long) match.number());
    }
    TreeMap<String, Object> facts = new TreeMap<>();
    facts.put("words", words);
    facts.put("patches", patches);
    facts.put("codes", keys);
    facts.put(
        "similarity",
        matches.stream().mapToDouble(VisualCodebook.Match::similarity).average().orElse(0));
    return new Facts(facts);
  }

  private Radiograph film(float[] signed, int bitDepth) {
    float[] unit = new float[signed.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = Math.max(0, Math.min(1, (signed[i] + 1) / 2));
    }
    return Radiograph.ofUnit(models.side(), models.side(), bitDepth, unit);
  }

  @Override
  public List<ModelIdentity> models() {
    return models.identities();
  }

  @Override
  public Facts sampler(GenerationRequest request) {
    return new Facts(
        Map.of(
            "nucleus",
            settings.nucleus().share(),
            "temperature",
            settings.nucleus().temperature(),
            "guidance",
            request.sampling().guidance().weight(),
            "keyCodes",
            settings.keys().word(),
            "prose",
            settings.prose(),
            "batch",
            1,
            "threads",
            Backend.intraOpThreads(),
            "device",
            models.device().word()));
  }

  @Override
  public void close() {
    models.close();
  }
}
