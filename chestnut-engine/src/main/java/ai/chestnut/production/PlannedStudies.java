package ai.chestnut.production;

import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.AskedCell;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.archive.ReportStyle;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.study.Facts;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.study.Verdict;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.Method;
import ai.chestnut.synthesis.Sampling;
import ai.chestnut.synthesis.StudyMakers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * The studies of an archive's plan, made by the synthesisers. Each worker has models of its own, so
 * that none waits for another.
 */
public final class PlannedStudies implements ArchiveSource, AutoCloseable {

  private final Plan plan;
  private final List<StudyMakers> all = new ArrayList<>();
  private final BlockingQueue<StudyMakers> free;

  /**
   * @param makers opens the systems of one worker; closed by this
   * @param workers how many studies can be made at the same time, from 1
   * @throws RequestException if the plan names a gate that is none
   */
  public PlannedStudies(Plan plan, Supplier<StudyMakers> makers, int workers) {
    this.plan = plan;
    this.free = new ArrayBlockingQueue<>(workers);
    plan.panel().gates().ifPresent(GateChoice::require);
    for (int worker = 0; worker < workers; worker++) {
      all.add(makers.get());
    }
    free.addAll(all);
  }

  @Override
  public StudyBundle attempt(PlanItem item, int attempt) {
    StudyMakers mine = taken();
    try {
      GenerationRequest request = request(item.asked(), item.prompt(), item.index());
      StudyBundle made =
          mine.of(request).attempt(request, item.index(), item.family(), attempt, Progress.SILENT);
      requireSize(made);
      return made.withStudy(finished(made.study(), item));
    } finally {
      free.add(mine);
    }
  }

  private StudyMakers taken() {
    try {
      return free.take();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancelledException("archive");
    }
  }

  private void requireSize(StudyBundle made) {
    int size = plan.sampling().size();
    if (made.film().width() != size) {
      throw new RequestException(
          "plan", "sampling.size", size + " pixels", "the model's " + made.film().width());
    }
  }

  /** Its report in the cell's style, and judged by the gates of the plan alone. */
  private SyntheticStudy finished(SyntheticStudy study, PlanItem item) {
    SyntheticStudy worded =
        item.asked().report() == ReportStyle.CANONICAL
            ? study.withReport(new ReportWriter().canonical(item.prompt()))
            : study;
    return plan.panel()
        .gates()
        .map(
            gates -> {
              List<String> reasons = GateChoice.reasons(study.verdict().reasons(), gates);
              return worded.withVerdict(
                  new Verdict(reasons.isEmpty(), study.verdict().attempts(), reasons));
            })
        .orElse(worded);
  }

  /** The software, the sampler of the last cell, and the models of all. */
  @Override
  public Provenance origin() {
    StudyMakers any = taken();
    try {
      Set<ModelUsed> models = new LinkedHashSet<>();
      Provenance last = Provenance.of("", List.of(), Facts.NONE);
      for (AskedCell cell : plan.asked()) {
        GenerationRequest request = request(cell, cell.prompt(), 0);
        last = any.of(request).provenance(request);
        models.addAll(last.models());
      }
      return Provenance.of(last.software(), List.copyOf(models), last.sampler());
    } finally {
      free.add(any);
    }
  }

  private GenerationRequest request(AskedCell cell, Prompt prompt, int index) {
    Plan.Sampling sampling = plan.sampling();
    return GenerationRequest.of(prompt)
        .withMethod(Method.named(cell.method()))
        .withModel(cell.model())
        .withSeed(plan.seed())
        .withFirst(index)
        .withSampling(
            Sampling.standard().withSteps(sampling.steps()).withGuidance(sampling.guidance()))
        .withFilter(new GenerationRequest.Filter(plan.panel().filter(), plan.panel().attempts()))
        .withBitDepth(sampling.bitDepth());
  }

  @Override
  public void close() {
    all.forEach(StudyMakers::close);
  }
}
