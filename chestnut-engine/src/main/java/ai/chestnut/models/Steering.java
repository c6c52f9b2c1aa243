package ai.chestnut.models;

import ai.chestnut.failure.FileException;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a model's films follow their text, as measured by the judge experts; stands beside the
 * weights as {@code <name>.steering.json}.
 *
 * @param model SHA-256 of the weights that were measured
 * @param sampling solver, steps and guidance
 * @param figures by finding
 */
public record Steering(String model, String sampling, List<Figure> figures) {

  /** Films with the finding against films of the same noise without: area under the ROC. */
  public static final String PRESENCE = "presence";

  /** Share of sided films on which the finding is seen, and more of it on the side asked for. */
  public static final String SIDE = "side";

  /** Share of pairs of severities of one noise in which the larger has the larger area. */
  public static final String SEVERITY = "severity";

  private static final double PRESENT_FROM = 0.85;
  private static final double SIDED_FROM = 0.90;

  /**
   * One figure with its 95 % interval.
   *
   * @param finding slug
   * @param measure {@value #PRESENCE}, {@value #SIDE} or {@value #SEVERITY}
   * @param side left, right or any
   * @param films how many it rests on
   */
  public record Figure(
      String finding,
      String measure,
      String side,
      double value,
      double low,
      double high,
      int films) {}

  public Steering {
    figures = List.copyOf(figures);
  }

  /** Where the figures of a model stand. */
  public static Path file(Path weights, String name) {
    return weights.resolve(name + ".steering.json");
  }

  /**
   * The figures of a model, if it was measured.
   *
   * @throws FileException if the file is damaged
   */
  public static Optional<Steering> of(Path weights, ModelIdentity model) {
    Path file = file(weights, model.name());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Steering stored = ModelJson.read(Files.readString(file), file, Steering.class);
      return stored.model().equals(model.sha256()) ? Optional.of(stored) : Optional.empty();
    } catch (IOException unreadable) {
      throw new FileException(
          "steering figures",
          file,
          String.valueOf(unreadable.getMessage()),
          "a readable file",
          unreadable);
    }
  }

  /** Writes the figures to a file. */
  public void write(Path file) {
    AtomicFile.write(file, ModelJson.write(this) + "\n");
  }

  /** The figure of a finding. */
  public Optional<Figure> figure(Finding finding, String measure, String side) {
    return figures.stream()
        .filter(
            one ->
                one.finding().equals(finding.slug())
                    && one.measure().equals(measure)
                    && one.side().equals(side))
        .findFirst();
  }

  /** What of a prompt the model was not shown to follow, in words; empty where all is proven. */
  public List<String> doubts(Prompt prompt) {
    List<String> doubts = new ArrayList<>();
    for (Observation asked : prompt.observations()) {
      if (asked.certainty() == Certainty.ABSENT) {
        continue;
      }
      String name = asked.finding().canonicalName();
      doubt(asked, PRESENCE, "any", PRESENT_FROM).ifPresent(why -> doubts.add(name + ": " + why));
      asked
          .laterality()
          .flatMap(side -> doubt(asked, SIDE, side.word(), SIDED_FROM))
          .ifPresent(why -> doubts.add(name + ", its side: " + why));
    }
    return List.copyOf(doubts);
  }

  private Optional<String> doubt(Observation asked, String measure, String side, double from) {
    Optional<Figure> figure = figure(asked.finding(), measure, side);
    if (figure.isEmpty()) {
      return Optional.of("not measured");
    }
    double value = figure.get().value();
    return value >= from
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "measured %s %.2f, proven from %.2f", measure, value, from));
  }
}
