package ai.chestnut.dataset;

import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One film of a manifest.
 *
 * @param file PNG or JPEG, relative to the manifest's folder, with forward slashes
 * @param split empty where nobody has split the collection yet
 * @param text the radiologist's report, or empty
 * @param labels 1 present, 0 absent, -1 uncertain; a finding that nobody labelled has no entry
 */
public record ManifestRow(
    String file,
    Subject subject,
    Optional<Split> split,
    Optional<View> view,
    String text,
    Map<Finding, Integer> labels,
    RowMasks masks,
    Origin origin) {

  private static final String DRAWN_INTO = "drawn_into";

  public ManifestRow {
    if (file.isBlank()) {
      throw new IllegalArgumentException("file: got nothing, expected a path");
    }
    EnumMap<Finding, Integer> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(labels);
    labels = Collections.unmodifiableMap(sorted);
    for (Map.Entry<Finding, Integer> label : labels.entrySet()) {
      if (label.getValue() < -1 || label.getValue() > 1) {
        throw new IllegalArgumentException(
            label.getKey().canonicalName()
                + ": got "
                + label.getValue()
                + ", expected 1, 0, -1 or nothing");
      }
    }
  }

  public String patient() {
    return subject.patient();
  }

  public Optional<Sex> sex() {
    return subject.sex();
  }

  public OptionalInt ageYears() {
    return subject.ageYears();
  }

  public String source() {
    return origin.source();
  }

  public String licence() {
    return origin.licence();
  }

  /** 1, 0 or -1, or nothing where nobody labelled this finding. */
  public OptionalInt label(Finding finding) {
    Integer value = labels.get(finding);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /**
   * What the labels say, with view, sex and age; a narrower finding stands for its broader one.
   * Never what the row's text says.
   */
  public Prompt labelPrompt() {
    List<Observation> observations =
        labels.entrySet().stream()
            .filter(label -> label.getValue() == 1 && label.getKey() != Finding.NO_FINDING)
            .map(Map.Entry::getKey)
            .filter(finding -> narrower(finding).isEmpty())
            .map(Observation::present)
            .toList();
    return Prompt.of(view, sex(), ageYears(), observations);
  }

  /**
   * What is known of the film: for one that was drawn, or drawn into, what its own text says, side,
   * zone and severity too; for any other its {@link #labelPrompt}.
   */
  public Prompt toldPrompt() {
    boolean drawn = masks.anatomy().isPresent() || origin.extra().containsKey(DRAWN_INTO);
    return drawn && !text.isBlank() ? new ReportReader().read(text) : labelPrompt();
  }

  /** A finding that is present and of which this is the broader name. */
  private Optional<Finding> narrower(Finding broader) {
    return labels.entrySet().stream()
        .filter(label -> label.getValue() == 1)
        .map(Map.Entry::getKey)
        .filter(finding -> finding.parent().filter(broader::equals).isPresent())
        .findFirst();
  }

  /** The extra column that names an overlap layer's mask, such as {@code ribs_mask}. */
  public static String column(OverlapLayer layer) {
    return layer.slug() + "_mask";
  }

  /** The 0/255 mask of an overlap layer, where a column names one; relative like the film. */
  public Optional<String> layer(OverlapLayer layer) {
    return Optional.ofNullable(origin.extra().get(column(layer))).filter(file -> !file.isEmpty());
  }

  public ManifestRow withFile(String file) {
    return new ManifestRow(file, subject, split, view, text, labels, masks, origin);
  }

  public ManifestRow withSplit(Split split) {
    return new ManifestRow(file, subject, Optional.of(split), view, text, labels, masks, origin);
  }

  public ManifestRow withMasks(RowMasks masks) {
    return new ManifestRow(file, subject, split, view, text, labels, masks, origin);
  }

  public ManifestRow withOrigin(Origin origin) {
    return new ManifestRow(file, subject, split, view, text, labels, masks, origin);
  }
}
