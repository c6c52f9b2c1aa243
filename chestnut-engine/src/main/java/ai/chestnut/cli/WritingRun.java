package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.alignment.KeyCodeTrial;
import ai.chestnut.language.Nucleus;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.CodebookModels;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image-token model before the films of a manifest, and against the clock.
 *
 * @param split of the manifest; none takes all rows
 * @param tokens name in the catalogue; none is the newest
 */
record WritingRun(Path place, Optional<Split> split, Optional<String> tokens, Device device) {

  private static final String REPORT = "PA chest radiograph of a 60-year-old man. Cardiomegaly.";

  /** Writes writing.json. */
  Path write(Path folder, Progress progress) {
    Manifest manifest = Manifest.read(place);
    List<ManifestRow> rows = split.map(manifest::rows).orElse(manifest.rows());
    List<KeyCodeTrial.Told> films =
        rows.stream()
            .map(row -> new KeyCodeTrial.Told(manifest.film(row), row.patient(), row.toldPrompt()))
            .toList();
    Catalogue catalogue = Catalogue.standard();
    String name = tokens.orElseGet(catalogue::defaultCodebook);
    try (CodebookModels models = catalogue.codebook(name, device)) {
      KeyCodeTrial.Figures figures = new KeyCodeTrial(models, films, 0).run(progress);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("tokens", name);
      line.put("films", figures.films());
      line.put("natsMatched", figures.matched());
      line.put("natsRandom", figures.random());
      line.put("natsNone", figures.none());
      line.put("natsWithoutReport", figures.withoutReport());
      line.put("randomLessMatched", interval(figures.randomLessMatched()));
      line.put("noneLessMatched", interval(figures.noneLessMatched()));
      seconds(models, true); // warms up
      double cached = seconds(models, true);
      double uncached = seconds(models, false);
      line.put("secondsCached", cached);
      line.put("secondsUncached", uncached);
      line.put("cacheGain", uncached / cached);
      Path file = folder.resolve("writing.json");
      AtomicFile.write(file, Json.line(line) + "\n");
      return file;
    }
  }

  /** Of report, patches, tokens and decoder, for one film. */
  private static double seconds(CodebookModels models, boolean cached) {
    RandomStream stream = RandomStream.of(0, 0, "timed");
    long start = System.nanoTime();
    List<Integer> keys = models.keys(models.match(REPORT));
    models.decode(
        cached
            ? models.write(REPORT, keys, Nucleus.STANDARD, 1, stream)
            : models.writeUncached(REPORT, keys, Nucleus.STANDARD, 1, stream));
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Double> interval(Interval interval) {
    return List.of(interval.value(), interval.low(), interval.high());
  }
}
