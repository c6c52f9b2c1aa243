package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to a logit for each finding, with the map of what spoke for it: the head is linear and
 * pooling is a mean, so each logit is the mean of its activation map (Zhou et al. 2016, equations 1
 * and 2; the bias is spread evenly).
 *
 * <p>Legend: n batch, s side, k findings, h w cells of the deepest level.
 */
public final class FindingClassifier {

  /** The name of this expert; its role stands before it. */
  public static final String NAME = "finding-classifier";

  private final FindingClassifierConfig config;
  private final Device device;
  private final FilmEncoder encoder;
  private final Conv2d head;

  public FindingClassifier(Parameters.Place at, FindingClassifierConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.encoder = new FilmEncoder(at.at("encoder"), config.encoder());
    this.head = new Conv2d(at.at("head"), config.encoder().deepest(), config.findings().size(), 1);
  }

  public FindingClassifierConfig config() {
    return config;
  }

  /** What it sees films through, for losses that compare features. */
  public FilmEncoder encoder() {
    return encoder;
  }

  /** films [n, 1, s, s] -> activation maps [n, k, h, w], in logits */
  public Tensor activations(Tensor films) {
    return head.forward(encoder.deepest(films));
  }

  /** films [n, 1, s, s] -> logits [n, k] */
  public Tensor forward(Tensor films) {
    return activations(films).mean(2, 3);
  }

  /**
   * What the net's last features are on the whole film: their mean over its field, one number for
   * each of the deepest width. Films that look alike to the net lie close.
   */
  public double[] features(Radiograph film) {
    float[] seen = look(film, films -> encoder.deepest(films).mean(2, 3));
    double[] features = new double[seen.length];
    for (int i = 0; i < seen.length; i++) {
      features[i] = seen[i];
    }
    return features;
  }

  /** The logit of each finding that this net knows, in the vocabulary's order. */
  public Map<Finding, Double> logits(Radiograph film) {
    float[] seen = look(film, this::forward);
    Map<Finding, Double> logits = new EnumMap<>(Finding.class);
    List<Finding> findings = config.findings();
    for (int i = 0; i < findings.size(); i++) {
      logits.put(findings.get(i), (double) seen[i]);
    }
    return Collections.unmodifiableMap(logits);
  }

  /** The calibrated probability of each finding that this net knows, 0 to 1. */
  public Map<Finding, Double> probabilities(Radiograph film, GateCalibration calibration) {
    Map<Finding, Double> probabilities = new EnumMap<>(Finding.class);
    logits(film)
        .forEach(
            (finding, logit) ->
                probabilities.put(finding, calibration.scale(finding).probability(logit)));
    return Collections.unmodifiableMap(probabilities);
  }

  /**
   * What speaks for the finding, at the film's own pixels.
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
    float[] maps = look(film, this::activations);
    int resolution = (int) Math.round(Math.sqrt((double) maps.length / config.findings().size()));
    FilmFrame frame = FilmFrame.of(film, config.encoder().side());
    return new ActivationMap(film.width(), film.height(), frame.spread(maps, plane, resolution));
  }

  private float[] look(Radiograph film, Function<Tensor, Tensor> net) {
    return ExpertBatch.look(film, config.encoder().side(), device, config.role().expert(NAME), net);
  }
}
