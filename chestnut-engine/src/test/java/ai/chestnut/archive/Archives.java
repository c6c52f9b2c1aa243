package ai.chestnut.archive;

import ai.chestnut.layout.PathologyMap;
import ai.chestnut.production.ArchiveProduction;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Asked;
import ai.chestnut.study.Facts;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.study.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Plans of noise for tests, and sources that fail on purpose. */
public final class Archives {

  public static final Plan PLAN =
      new Plan(
          "noise",
          "text",
          "mu",
          7,
          4,
          new Plan.Sampling(2, 1, 16, 8),
          new Plan.Panel(false, 1),
          List.of(PlanCell.of(5, "cardiomegaly"), PlanCell.of(5, "no finding")));

  private Archives() {}

  /** Films of noise; counts what it makes. */
  public static class Noise implements ArchiveSource {

    public final AtomicInteger made = new AtomicInteger();

    @Override
    public StudyBundle attempt(PlanItem item, int attempt) {
      made.incrementAndGet();
      RandomStream noise =
          RandomStream.of(PLAN.seed(), item.family(), "film of attempt " + attempt);
      float[] unit = new float[16 * 16];
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (float) noise.nextDouble();
      }
      Radiograph film = Radiograph.ofUnit(16, 16, 8, unit);
      SyntheticStudy study =
          SyntheticStudy.unverified(
              Asked.of(item.asked().method(), item.prompt(), PLAN.seed(), item.index()),
              "Report " + item.index() + ", \"so\".",
              origin());
      List<String> reasons = reasons(item, attempt);
      return new StudyBundle(
          study.withVerdict(new Verdict(reasons.isEmpty(), attempt, reasons)),
          film,
          Optional.empty(),
          PathologyMap.none(16, 16));
    }

    /** Why the panel refuses a try; nothing is refused here. */
    protected List<String> reasons(PlanItem item, int attempt) {
      return List.of();
    }

    @Override
    public Provenance origin() {
      return Provenance.of(
          "chestnut 0.1.0", List.of(new ModelUsed("mu", "0".repeat(64))), Facts.NONE);
    }
  }

  public static ArchiveManifest write(Path out, ArchiveSource source, int workers) {
    return write(PLAN, out, source, workers);
  }

  public static ArchiveManifest write(Plan plan, Path out, ArchiveSource source, int workers) {
    return new ArchiveProduction(plan, out, source, workers, Progress.SILENT).write();
  }

  /** Every file with its bytes. */
  public static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString().replace('\\', '/'),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException wrong) {
      throw new java.io.UncheckedIOException(wrong);
    }
    return files;
  }
}
