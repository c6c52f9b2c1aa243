package ai.chestnut.cli;

import ai.chestnut.Chestnut;
import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.Method;
import ai.chestnut.synthesis.Sampling;
import ai.chestnut.tensor.Device;

/** The studies of an archive's plan, made by the synthesisers. */
final class PlannedStudies implements ArchiveSource, AutoCloseable {

  private final Plan plan;
  private final Chestnut chestnut;

  PlannedStudies(Plan plan, Device device) {
    this.plan = plan;
    this.chestnut = Chestnut.open(Catalogue.standard(), device);
  }

  /** One at a time: the synthesisers are not for several threads, and fill the cores alone. */
  @Override
  public synchronized StudyBundle make(PlanItem item) {
    StudyBundle made = chestnut.generate(request(item)).get(0);
    int size = plan.sampling().size();
    if (made.film().width() != size) {
      throw new RequestException(
          "plan", "sampling.size", size + " pixels", "the model's " + made.film().width());
    }
    return made;
  }

  @Override
  public synchronized Provenance origin() {
    return chestnut.provenance(request(plan.items().get(0)));
  }

  private GenerationRequest request(PlanItem item) {
    Plan.Sampling sampling = plan.sampling();
    return GenerationRequest.of(item.prompt())
        .withMethod(Method.named(plan.method()))
        .withModel(plan.model())
        .withSeed(plan.seed())
        .withFirst(item.index())
        .withSampling(
            Sampling.standard().withSteps(sampling.steps()).withGuidance(sampling.guidance()))
        .withFilter(new GenerationRequest.Filter(plan.panel().filter(), plan.panel().attempts()))
        .withBitDepth(sampling.bitDepth());
  }

  @Override
  public void close() {
    chestnut.close();
  }
}
