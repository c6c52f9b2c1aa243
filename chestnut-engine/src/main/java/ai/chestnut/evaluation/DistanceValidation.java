package ai.chestnut.evaluation;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Does the Fréchet distance of a feature space measure what it should? As Heusel et al. (2017),
 * appendix A1, tested it: one half of real films against the other half disturbed more and more
 * must be ever further apart. And how many films does it need: disjoint samples of real films,
 * smaller and smaller, which would all have distance 0 if there were endless films.
 *
 * @param features the feature space
 * @param films of each half
 * @param floor the distance of the halves, undisturbed
 * @param disturbed one row per kind and strength, ascending within a kind
 * @param sizes one row per sample size, descending
 */
public record DistanceValidation(
    String features, int films, double floor, List<Row> disturbed, List<SizeRow> sizes) {

  /** A disturbance and the distance of the films that had it. */
  public record Row(Disturbance.Kind kind, String disturbance, double distance) {}

  /**
   * A sample size, and the mean distance between as many disjoint pairs of samples as there are.
   */
  public record SizeRow(int films, int pairs, double distance) {}

  /** Stands in validation.json. */
  public static final String FORMAT = "chestnut-validation/1";

  private static final int MOST_PAIRS = 8;

  /**
   * @param patients the patient of each film, or a name of its own for each; at least 20 films. No
   *     patient is in both halves
   * @param film the film of a number; asked for often, so best from memory or a fast disk
   */
  public static DistanceValidation of(
      FeatureSpace features,
      List<String> patients,
      IntFunction<Radiograph> film,
      Progress progress) {
    int count = patients.size();
    if (count < 20) {
      throw new RequestException("films", "validation", count + "", "at least 20");
    }
    int[] order = order(patients);
    int cut = count / 2;
    while (cut < count && patients.get(order[cut]).equals(patients.get(order[cut - 1]))) {
      cut++;
    }
    int half = Math.min(cut, count - cut);
    if (half < 10) {
      throw new RequestException(
          "films", "validation", "one patient's for the most part", "others'");
    }
    double[][] points = new double[2 * half][];
    int[] chosen = new int[2 * half];
    for (int i = 0; i < points.length; i++) {
      chosen[i] = order[i < half ? i : cut + i - half];
      points[i] = features.of(film.apply(chosen[i]));
      progress.advance(Step.of("real films", i + 1, points.length));
    }
    SetStatistics clean = SetStatistics.of(Arrays.copyOf(points, half));
    SetStatistics other = SetStatistics.of(Arrays.copyOfRange(points, half, 2 * half));
    List<Row> rows = new ArrayList<>();
    for (Disturbance.Kind kind : Disturbance.Kind.values()) {
      for (Disturbance disturbance : kind.graded()) {
        SetStatistics harmed = new SetStatistics(features.dimension());
        for (int i = 0; i < half; i++) {
          RandomStream random = RandomStream.of(0, i, "validation/" + disturbance.name());
          harmed.add(features.of(disturbance.of(film.apply(chosen[half + i]), random)));
          progress.advance(Step.of(disturbance.name(), i + 1, half));
        }
        rows.add(new Row(kind, disturbance.name(), FrechetDistance.between(clean, harmed)));
      }
    }
    return new DistanceValidation(
        features.name(), half, FrechetDistance.between(clean, other), rows, sizes(points));
  }

  /** Whether the distance grows at every step of every kind, the first step from the floor. */
  public boolean monotone() {
    double before = floor;
    Disturbance.Kind kind = disturbed.get(0).kind();
    for (Row row : disturbed) {
      before = row.kind() == kind ? before : floor;
      kind = row.kind();
      if (!(row.distance() > before)) {
        return false;
      }
      before = row.distance();
    }
    return true;
  }

  /** UTF-8 JSON of format {@value #FORMAT}: the components by name, and {@code monotone}. */
  public String json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT).put("features", features).put("films", films).put("floor", floor);
    root.put("monotone", monotone());
    root.set("disturbed", mapper.valueToTree(disturbed));
    root.set("sizes", mapper.valueToTree(sizes));
    try {
      return mapper.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a validation is always JSON", impossible);
    }
  }

  private static List<SizeRow> sizes(double[][] points) {
    List<SizeRow> rows = new ArrayList<>();
    for (int size = points.length / 2; size >= 10; size /= 2) {
      int pairs = Math.min(MOST_PAIRS, points.length / (2 * size));
      double sum = 0;
      for (int pair = 0; pair < pairs; pair++) {
        SetStatistics one = sample(points, 2 * pair * size, size);
        SetStatistics other = sample(points, (2 * pair + 1) * size, size);
        sum += FrechetDistance.between(one, other);
      }
      rows.add(new SizeRow(size, pairs, sum / pairs));
    }
    return rows;
  }

  private static SetStatistics sample(double[][] points, int from, int count) {
    return SetStatistics.of(Arrays.copyOfRange(points, from, from + count));
  }

  /** Films patient by patient, the patients in random order. */
  private static int[] order(List<String> patients) {
    Map<String, List<Integer>> films = new LinkedHashMap<>();
    for (int i = 0; i < patients.size(); i++) {
      films.computeIfAbsent(patients.get(i), key -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> groups = List.copyOf(films.values());
    return Arrays.stream(RandomStream.of(0, 0, "validation").permutation(groups.size()))
        .boxed()
        .flatMap(group -> groups.get(group).stream())
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
