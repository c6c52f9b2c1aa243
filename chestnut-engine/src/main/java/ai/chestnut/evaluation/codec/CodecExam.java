package ai.chestnut.evaluation.codec;

import ai.chestnut.codec.Codes;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.OctavePower;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.evaluation.StructuralSimilarity;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Passes films through a codec and measures what is left of them. */
public final class CodecExam {

  private static final int SHEET = 4;

  /**
   * @param sheet some of the films above what the codec made of them above their difference, four
   *     times enlarged about middle grey
   */
  public record Result(CodecFigures figures, Radiograph sheet) {}

  private final MeasuredCodec codec;
  private final ExpertModel<FindingClassifierConfig, FindingClassifier> classifier;

  /** Borrows both. */
  public CodecExam(
      MeasuredCodec codec, ExpertModel<FindingClassifierConfig, FindingClassifier> classifier) {
    this.codec = codec;
    this.classifier = classifier;
  }

  /**
   * @param rows films of one size, whose sides are powers of two
   */
  public Result sit(Manifest manifest, List<ManifestRow> rows, Progress progress) {
    if (rows.isEmpty()) {
      throw new RequestException("films", "codec", "none", "at least one");
    }
    Radiograph first = manifest.film(rows.get(0));
    OctavePower before = new OctavePower(first.width(), first.height());
    PixelCount whole = new PixelCount(first, rows.size());
    PixelCount plain = new PixelCount(first, rows.size());
    LogitChanges logits = new LogitChanges(classifier.config().findings(), rows);
    Optional<CodeCount> count = codec.codes().stream().mapToObj(CodeCount::new).findFirst();
    List<Radiograph> shown = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Radiograph film = manifest.film(rows.get(i));
      MeasuredCodec.Passed passed = codec.pass(film);
      before.add(film);
      whole.add(film, passed.film());
      passed.plain().ifPresent(without -> plain.add(film, without));
      logits.add(i, classifier.network().logits(film), classifier.network().logits(passed.film()));
      passed.codes().ifPresent(codes -> count.orElseThrow().add(codes));
      if (shown.size() < 2 * SHEET && i == shown.size() / 2 * rows.size() / SHEET) {
        shown.add(film);
        shown.add(passed.film());
      }
      progress.advance(Step.of("films", i + 1L, rows.size()));
    }
    SampleUnits patients = SampleUnits.patients(rows.stream().map(ManifestRow::patient).toList());
    CodecFigures figures =
        new CodecFigures(
            codec.identity(),
            rows.size(),
            whole.pixels(before, patients),
            plain.films == 0 ? Optional.empty() : Optional.of(plain.pixels(before, patients)),
            new CodecFigures.Kept(
                classifier.identity(),
                mean("logit change", logits.meanPerFilm(), patients),
                logits.findings(),
                logits.fall(patients)),
            count.map(CodeCount::use));
    return new Result(figures, SideBySide.of(shown));
  }

  private static Interval mean(String purpose, double[] ofFilm, SampleUnits patients) {
    return Bootstrap.of("codec/" + purpose)
        .percentile(
            patients,
            films -> Arrays.stream(films).mapToDouble(i -> ofFilm[i]).average().orElse(0));
  }

  /** Pixels of films and of what became of them. */
  private static final class PixelCount {

    private final OctavePower after;
    private final double[] noise;
    private final double[] similarity;
    private int films;

    PixelCount(Radiograph like, int films) {
      this.after = new OctavePower(like.width(), like.height());
      this.noise = new double[films];
      this.similarity = new double[films];
    }

    void add(Radiograph film, Radiograph passed) {
      noise[films] = StructuralSimilarity.peakSignalToNoise(film, passed);
      similarity[films] = StructuralSimilarity.of(film, passed);
      after.add(passed);
      films++;
    }

    CodecFigures.Pixels pixels(OctavePower before, SampleUnits patients) {
      return new CodecFigures.Pixels(
          mean("psnr", noise, patients),
          mean("ssim", similarity, patients),
          Arrays.stream(after.over(before)).boxed().toList());
    }
  }

  /** How often each entry of a codebook stands in the films. */
  private static final class CodeCount {

    private final long[] times;

    CodeCount(int entries) {
      times = new long[entries];
    }

    void add(Codes codes) {
      for (int number : codes.numbers()) {
        times[number]++;
      }
    }

    CodecFigures.CodeUse use() {
      double all = Arrays.stream(times).sum();
      double entropy = 0;
      for (long time : times) {
        entropy -= time == 0 ? 0 : time / all * Math.log(time / all);
      }
      long used = Arrays.stream(times).filter(time -> time > 0).count();
      return new CodecFigures.CodeUse(
          times.length, used / (double) times.length, Math.exp(entropy));
    }
  }
}
