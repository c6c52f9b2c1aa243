package ai.chestnut.expert;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Every number by which a panel decides, measured on real films and kept in a TOML file. What has
 * no entry is not decided. Findings are named by slug, such as {@code pleural-effusion}.
 *
 * @param role of the experts that it was measured with
 * @param fittedOn in words: the films, and which experts
 * @param passRate share of those films that pass all gates; empty where nothing was measured
 * @param logits logits to probabilities; the identity where there is no entry
 * @param findings what probabilities must be, for the gate of finding agreement
 * @param masks when findings get a mask
 * @param anatomy for the gate of anatomy plausibility
 * @param imageText for the gate of image-text agreement
 * @param typicality for the gate of likeness to real films
 */
public record GateCalibration(
    Role role,
    String fittedOn,
    OptionalDouble passRate,
    Map<String, LogitScale> logits,
    Map<String, FindingBounds> findings,
    Map<String, MaskThreshold> masks,
    Optional<AnatomyBounds> anatomy,
    Optional<ImageTextBounds> imageText,
    Optional<TypicalityBounds> typicality) {

  private static final double HALF = 0.5;

  public GateCalibration {
    if (passRate.isPresent() && !(passRate.getAsDouble() >= 0 && passRate.getAsDouble() <= 1)) {
      throw new RequestException(
          "gate calibration",
          "passRate",
          Double.toString(passRate.getAsDouble()),
          "a share, 0 to 1");
    }
    logits = named("logits", logits);
    findings = named("findings", findings);
    masks = named("masks", masks);
  }

  /** Decides nothing: probabilities are the net's own, no gate is applied, no mask drawn. */
  public static GateCalibration none(Role role) {
    return new GateCalibration(
        role,
        "nothing",
        OptionalDouble.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A file.
   *
   * @throws RequestException if its content is wrong
   */
  public static GateCalibration read(Path file) {
    return Toml.read(file, GateCalibration.class);
  }

  /**
   * For an exam of places, which does not ask whether a finding is there: every finding of the
   * segmenter has a mask where its probability reaches its pixel threshold, a half where none was
   * fitted.
   */
  public GateCalibration wherever(LesionSegmenterConfig config) {
    Map<String, MaskThreshold> masks = new TreeMap<>();
    for (Finding finding : config.findings()) {
      double pixel = mask(finding).map(MaskThreshold::pixel).orElse(HALF);
      masks.put(finding.slug(), new MaskThreshold(pixel, pixel));
    }
    return withMasks(masks);
  }

  /** For random weights: masks are drawn, and no gate is applied, for such nets know nothing. */
  public static GateCalibration mu(Role role) {
    String name = "mu-calibration.toml";
    try (InputStream in = GateCalibration.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DefectException("resource " + name + ": got nothing, expected a calibration");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Toml.parse(text, name, GateCalibration.class).withRole(role);
    } catch (IOException unreadable) {
      throw new DefectException("resource " + name + " cannot be read", unreadable);
    }
  }

  public GateCalibration withRole(Role other) {
    return new GateCalibration(
        other, fittedOn, passRate, logits, findings, masks, anatomy, imageText, typicality);
  }

  public GateCalibration withFit(String on, OptionalDouble share) {
    return new GateCalibration(
        role, on, share, logits, findings, masks, anatomy, imageText, typicality);
  }

  public GateCalibration withLogits(Map<String, LogitScale> scales) {
    return new GateCalibration(
        role, fittedOn, passRate, scales, findings, masks, anatomy, imageText, typicality);
  }

  public GateCalibration withFindings(Map<String, FindingBounds> bounds) {
    return new GateCalibration(
        role, fittedOn, passRate, logits, bounds, masks, anatomy, imageText, typicality);
  }

  public GateCalibration withMasks(Map<String, MaskThreshold> thresholds) {
    return new GateCalibration(
        role, fittedOn, passRate, logits, findings, thresholds, anatomy, imageText, typicality);
  }

  public GateCalibration withAnatomy(Optional<AnatomyBounds> bounds) {
    return new GateCalibration(
        role, fittedOn, passRate, logits, findings, masks, bounds, imageText, typicality);
  }

  public GateCalibration withImageText(Optional<ImageTextBounds> bounds) {
    return new GateCalibration(
        role, fittedOn, passRate, logits, findings, masks, anatomy, bounds, typicality);
  }

  public GateCalibration withTypicality(Optional<TypicalityBounds> bounds) {
    return new GateCalibration(
        role, fittedOn, passRate, logits, findings, masks, anatomy, imageText, bounds);
  }

  /** Without what was measured with the classifier: its probabilities are as it says them. */
  GateCalibration withoutFindings() {
    return withLogits(Map.of()).withFindings(Map.of());
  }

  /** Without what was measured with the anatomy segmenter. */
  GateCalibration withoutAnatomy() {
    return withAnatomy(Optional.empty());
  }

  /** How a finding's logit becomes a probability. */
  public LogitScale scale(Finding finding) {
    return logits.getOrDefault(finding.slug(), LogitScale.IDENTITY);
  }

  public Optional<FindingBounds> bounds(Finding finding) {
    return Optional.ofNullable(findings.get(finding.slug()));
  }

  public Optional<MaskThreshold> mask(Finding finding) {
    return Optional.ofNullable(masks.get(finding.slug()));
  }

  private static <T> Map<String, T> named(String table, Map<String, T> entries) {
    for (String slug : entries.keySet()) {
      // the slug itself, not a synonym: an entry under another name would never be looked up
      if (Finding.named(slug).filter(finding -> finding.slug().equals(slug)).isEmpty()) {
        throw new RequestException(
            "gate calibration", table, "'" + slug + "'", "a finding such as pleural-effusion");
      }
    }
    return Collections.unmodifiableMap(new TreeMap<>(entries));
  }
}
