package ai.chestnut.expert;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What must be known of a TorchScript file to ask it: the content of its side-car, {@code
 * FILE.toml} beside {@code FILE.pt}. The file does not say so itself.
 *
 * @param place where this stands, for messages
 * @param names of the outputs, in their order; empty for features
 * @param map name of an output to what we call it; "none" for one that is not used
 */
public record ScriptCard(
    String place,
    ScriptTask task,
    ScriptInput input,
    ScriptOutput output,
    List<String> names,
    Map<String, String> map) {

  /** In {@link #map}: an output that is not used. */
  public static final String UNUSED = "none";

  private static final int SIDE = 224; // what most published networks of photographs take

  public ScriptCard {
    names = List.copyOf(names);
    map = Collections.unmodifiableMap(new TreeMap<>(map));
    for (String name : map.keySet()) {
      if (!names.contains(name)) {
        throw wrong(place, "a map of '" + name + "'", "only outputs that stand in names");
      }
    }
    if (names.stream().distinct().count() != names.size()) {
      throw wrong(place, "names " + names, "no name twice");
    }
    if (names.isEmpty() != (task == ScriptTask.FEATURES)) {
      throw wrong(
          place,
          names.isEmpty() ? "no names" : "names of features",
          task == ScriptTask.FEATURES
              ? "none, for features have no names"
              : "names = the outputs of the " + task.word() + ", in their order");
    }
  }

  /**
   * The side-car of a script.
   *
   * @throws RequestException if there is none, or its content is wrong
   */
  public static ScriptCard of(Path script) {
    Path file = file(script);
    if (!Files.exists(file)) {
      throw wrong(
          file.toString(), "nothing there", "a file that says task, input, output and names");
    }
    return read(file, Optional.empty());
  }

  /** The side-car of a feature extractor; without one, everything is as usual. */
  public static ScriptCard ofFeatures(Path script) {
    Path file = file(script);
    ScriptCard card =
        Files.exists(file)
            ? read(file, Optional.of(ScriptTask.FEATURES))
            : Written.EMPTY.card(file.toString(), Optional.of(ScriptTask.FEATURES));
    if (card.task() != ScriptTask.FEATURES) {
      throw wrong(file.toString(), "task " + card.task().word(), "task = \"features\"");
    }
    return card;
  }

  /** Where the side-car of a script lies. */
  public static Path file(Path script) {
    String name = String.valueOf(script.getFileName()).replaceFirst("\\.[^.]*$", "");
    return script.resolveSibling(name + ".toml");
  }

  /** What an output is called here; empty for one that is not used. */
  Optional<String> meaning(String name) {
    String meant = map.getOrDefault(name, name);
    return meant.equals(UNUSED) ? Optional.empty() : Optional.of(meant);
  }

  /** For an output whose name our vocabulary does not have. */
  RequestException unmapped(String name, String expected) {
    return wrong(
        place,
        "output '" + name + "' that has no meaning here",
        "map.\"" + name + "\" = " + expected + ", or \"" + UNUSED + "\"");
  }

  static RequestException wrong(String place, String got, String expected) {
    return new RequestException("side-car", place, got, expected);
  }

  private static ScriptCard read(Path file, Optional<ScriptTask> usual) {
    return Toml.read(file, Written.class).card(file.toString(), usual);
  }

  /** The file as it is written: what has a usual value may be left out. */
  record Written(
      Optional<ScriptTask> task,
      Optional<WrittenInput> input,
      Optional<WrittenOutput> output,
      Optional<List<String>> names,
      Optional<Map<String, String>> map) {

    static final Written EMPTY =
        new Written(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    ScriptCard card(String place, Optional<ScriptTask> usual) {
      return new ScriptCard(
          place,
          task.or(() -> usual)
              .orElseThrow(
                  () -> wrong(place, "no task", "task = classifier, anatomy, lesions or features")),
          input(place),
          output.orElse(WrittenOutput.EMPTY).output(),
          names.orElse(List.of()),
          map.orElse(Map.of()));
    }

    private ScriptInput input(String place) {
      try {
        return input.orElse(WrittenInput.EMPTY).input();
      } catch (RequestException wrong) {
        throw new RequestException(place + ": " + wrong.getMessage());
      }
    }
  }

  record WrittenInput(
      Optional<Integer> side,
      Optional<Integer> channels,
      Optional<ScriptInput.Fit> fit,
      Optional<Double> field,
      Optional<Double> black,
      Optional<Double> white,
      Optional<List<Double>> mean,
      Optional<List<Double>> deviation,
      Optional<Map<String, Boolean>> flags) {

    static final WrittenInput EMPTY =
        new WrittenInput(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    ScriptInput input() {
      int wide = channels.orElse(1);
      return new ScriptInput(
          side.orElse(SIDE),
          wide,
          fit.orElse(ScriptInput.Fit.PAD),
          field.orElse(1.0),
          black.orElse(0.0),
          white.orElse(1.0),
          mean.orElse(Collections.nCopies(wide, 0.0)),
          deviation.orElse(Collections.nCopies(wide, 1.0)),
          flags.orElse(Map.of()));
    }
  }

  record WrittenOutput(
      Optional<String> pick,
      Optional<ScriptOutput.Values> values,
      Optional<ScriptOutput.Pool> pool) {

    static final WrittenOutput EMPTY =
        new WrittenOutput(Optional.empty(), Optional.empty(), Optional.empty());

    ScriptOutput output() {
      return new ScriptOutput(
          pick.orElse(""),
          values.orElse(ScriptOutput.Values.LOGITS),
          pool.orElse(ScriptOutput.Pool.NONE));
    }
  }
}
