package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to a mask for each finding that has a place.
 *
 * <p>Legend: n batch, s side, k findings.
 */
public final class LesionSegmenter {

  /** The name of this expert; its role stands before it. */
  public static final String NAME = "lesion-segmenter";

  /**
   * What one look found.
   *
   * @param pathology masks at the film's own size
   * @param highest the highest pixel probability of every finding that the net knows
   */
  public record Lesions(PathologyMap pathology, Map<Finding, Double> highest) {

    /**
     * One mask for each appearance: of findings that look alike, those that were asked for, else
     * the one with the surest pixel.
     *
     * @param asked findings that the film should show
     */
    public Lesions named(Set<Finding> asked) {
      Map<Finding, Mask> kept = new EnumMap<>(Finding.class);
      pathology
          .masks()
          .forEach(
              (finding, mask) -> {
                Set<Finding> alike = Appearance.alike(finding);
                boolean anyAsked = alike.stream().anyMatch(asked::contains);
                if (anyAsked ? asked.contains(finding) : surest(alike).equals(finding)) {
                  kept.put(finding, mask);
                }
              });
      return new Lesions(PathologyMap.of(pathology.width(), pathology.height(), kept), highest);
    }

    /**
     * Masks of what was asked for, and of what the classifier, too, holds for likelier than not:
     * two nets seldom imagine the same thing.
     *
     * @param probabilities of the findings that the classifier knows; others keep their masks
     */
    public Lesions confirmed(Set<Finding> asked, Map<Finding, Double> probabilities) {
      Map<Finding, Mask> kept = new EnumMap<>(Finding.class);
      pathology
          .masks()
          .forEach(
              (finding, mask) -> {
                boolean likely =
                    Appearance.alike(finding).stream()
                        .anyMatch(alike -> probabilities.getOrDefault(alike, 0.0) >= LIKELY);
                if (asked.contains(finding) || likely || !probabilities.containsKey(finding)) {
                  kept.put(finding, mask);
                }
              });
      return new Lesions(PathologyMap.of(pathology.width(), pathology.height(), kept), highest);
    }

    private Finding surest(Set<Finding> alike) {
      return alike.stream()
          .filter(pathology.masks()::containsKey)
          .max(Comparator.comparingDouble(finding -> highest.getOrDefault(finding, 0.0)))
          .orElseThrow();
    }
  }

  private static final double LIKELY = 0.5;

  private final LesionSegmenterConfig config;
  private final Device device;
  private final FilmEncoder encoder;
  private final FilmDecoder decoder;

  public LesionSegmenter(Parameters.Place at, LesionSegmenterConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.encoder = new FilmEncoder(at.at("encoder"), config.encoder());
    this.decoder = new FilmDecoder(at.at("decoder"), config.encoder(), config.findings().size());
  }

  public LesionSegmenterConfig config() {
    return config;
  }

  /** films [n, 1, s, s] -> logits [n, k, s, s] */
  public Tensor forward(Tensor films) {
    return decoder.forward(encoder.levels(films));
  }

  /**
   * Masks of the findings whose highest pixel reaches their calibrated presence; specks are
   * dropped, and a finding of which nothing is left has no mask. A finding without a calibration
   * has none either.
   */
  public Lesions segment(Radiograph film, GateCalibration calibration) {
    int side = config.encoder().side();
    float[] planes =
        ExpertBatch.look(
            film, side, device, config.role().expert(NAME), films -> forward(films).sigmoid());
    FilmFrame frame = FilmFrame.of(film, side);
    Map<Finding, Double> highest = new EnumMap<>(Finding.class);
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    List<Finding> findings = config.findings();
    for (int plane = 0; plane < findings.size(); plane++) {
      Finding finding = findings.get(plane);
      double most = highest(planes, plane, frame);
      highest.put(finding, most);
      Optional<MaskThreshold> threshold = calibration.mask(finding);
      if (threshold.isPresent() && most >= threshold.get().presence()) {
        Mask mask = Components.cleaned(frame.atLeast(planes, plane, side, threshold.get().pixel()));
        if (!mask.isEmpty()) {
          masks.put(finding, mask);
        }
      }
    }
    return new Lesions(
        PathologyMap.of(film.width(), film.height(), masks), Collections.unmodifiableMap(highest));
  }

  /**
   * How much each pixel speaks for the finding, at the film's own pixels.
   *
   * @throws RequestException if this net does not know the finding
   */
  public ActivationMap activation(Radiograph film, Finding finding) {
    int plane = config.findings().indexOf(finding);
    if (plane < 0) {
      throw new RequestException(
          "activation map",
          config.role().expert(NAME),
          finding.canonicalName(),
          "one of " + config.findings().stream().map(Finding::canonicalName).toList());
    }
    int side = config.encoder().side();
    float[] planes =
        ExpertBatch.look(film, side, device, config.role().expert(NAME), this::forward);
    FilmFrame frame = FilmFrame.of(film, side);
    return new ActivationMap(film.width(), film.height(), frame.spread(planes, plane, side));
  }

  /** The probability of each finding that the net knows, at every pixel of the film, row-major. */
  public Map<Finding, float[]> probabilities(Radiograph film) {
    int side = config.encoder().side();
    float[] planes =
        ExpertBatch.look(
            film, side, device, config.role().expert(NAME), films -> forward(films).sigmoid());
    FilmFrame frame = FilmFrame.of(film, side);
    Map<Finding, float[]> probabilities = new EnumMap<>(Finding.class);
    for (int plane = 0; plane < config.findings().size(); plane++) {
      probabilities.put(config.findings().get(plane), frame.spread(planes, plane, side));
    }
    return Collections.unmodifiableMap(probabilities);
  }

  /** Over the film's part of the square; what stands in the surround counts for nothing. */
  private static double highest(float[] planes, int plane, FilmFrame frame) {
    double most = 0;
    for (int y = frame.top(); y < frame.top() + frame.height(); y++) {
      for (int x = frame.left(); x < frame.left() + frame.width(); x++) {
        most = Math.max(most, planes[(plane * frame.side() + y) * frame.side() + x]);
      }
    }
    return most;
  }
}
