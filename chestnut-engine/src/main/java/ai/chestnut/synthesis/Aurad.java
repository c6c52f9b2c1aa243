package ai.chestnut.synthesis;

import ai.chestnut.codec.Latents;
import ai.chestnut.diffusion.Hint;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.Solver;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextContext;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.models.AnatomyShapes;
import ai.chestnut.models.ControlBranchModel;
import ai.chestnut.models.LatentDiffusion;
import ai.chestnut.models.LayoutModel;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.placement.LearnedPlacement;
import ai.chestnut.placement.Placed;
import ai.chestnut.placement.Placement;
import ai.chestnut.placement.RulePlacement;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Backend;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Masks first, then the film: prompt to anatomy, prompt and anatomy to the findings' masks, both to
 * the film by a control branch beside text-to-image diffusion; the panel decides what stays. After
 * the abstract of AURAD (arXiv 2509.04819), whose architecture is not public: what is between its
 * lines is ours.
 */
public final class Aurad implements Synthesizer {

  private final LatentDiffusion diffusion;
  private final ControlBranchModel branch;
  private final AnatomyShapes shapes;
  private final LayoutModel layouts;
  private final int side;
  private final Tokenizer tokenizer = Tokenizer.standard();
  private final ReportWriter writer = new ReportWriter();

  /** The models are owned from here on. */
  public Aurad(
      LatentDiffusion diffusion,
      ControlBranchModel branch,
      AnatomyShapes shapes,
      LayoutModel layouts) {
    this.diffusion = diffusion;
    this.branch = branch;
    this.shapes = shapes;
    this.layouts = layouts;
    this.side = diffusion.model().config().side();
  }

  @Override
  public Draft draft(GenerationRequest request, int index, int attempt, Progress progress) {
    RandomStream stream = RandomStream.of(request.seed(), index, "aurad attempt " + attempt);
    AnatomyMap anatomy = anatomy(request, stream.child("anatomy"));
    Placed placed = places(request, anatomy, stream.child("places"));
    Radiograph film = film(request, anatomy, placed.pathology(), stream.child("film"), progress);
    return new Draft(film, Optional.of(anatomy), Optional.of(placed.pathology()))
        .with(Map.of("layout", new Facts(Map.of("tries", placed.tries()))));
  }

  /** The anatomy that is given, else one of the shape model's. */
  public AnatomyMap anatomy(GenerationRequest request, RandomStream stream) {
    if (request.given().from().isPresent()) {
      throw new RequestException(
          "method aurad", "--from", "a film to edit", "none; --method xreal edits films");
    }
    Optional<AnatomyMap> given = request.given().anatomy();
    return given.isPresent()
        ? given.get().resized(side, side)
        : shapes.model().sample(AskedAnatomy.of(request.prompt(), stream), side, stream);
  }

  /** The masks that are given; for findings without one, those of the chosen placement. */
  public Placed places(GenerationRequest request, AnatomyMap anatomy, RandomStream stream) {
    AuradSettings settings = request.given().layout();
    Optional<Placement> placement =
        switch (settings.places()) {
          case LEARNED ->
              Optional.of(new LearnedPlacement(layouts.generator(), settings.drawing()));
          case RULES -> Optional.of(new RulePlacement());
          case NONE -> Optional.empty();
        };
    PathologyMap none = PathologyMap.none(side, side);
    Placed drawn =
        placement
            .map(each -> each.place(anatomy, request.prompt(), stream))
            .orElse(new Placed(none, none, 1));
    PathologyMap given = request.given().masks(side, side);
    PathologyMap all = given;
    for (var mask : drawn.pathology().masks().entrySet()) {
      if (given.of(mask.getKey()).isEmpty()) {
        all = all.with(mask.getKey(), mask.getValue());
      }
    }
    return new Placed(all, drawn.raw(), drawn.tries());
  }

  private Radiograph film(
      GenerationRequest request,
      AnatomyMap anatomy,
      PathologyMap pathology,
      RandomStream stream,
      Progress progress) {
    Sampling sampling = request.sampling();
    double[] sigmas = sampling.schedule().sigmas(sampling.steps());
    Solver solver = Solver.named(sampling.solver());
    try (TextContext context = diffusion.read(tokens(request));
        Hint hint = branch.read(anatomy, pathology, sampling.guidance());
        Latents latents =
            diffusion.sample(
                context,
                sampling.guidance(),
                Optional.of(branch.control(hint, request.given().layout().scale())),
                solver,
                sigmas,
                stream,
                LatentHook.NONE,
                progress)) {
      return film(diffusion.decode(latents), request.bitDepth());
    }
  }

  private int[][] tokens(GenerationRequest request) {
    int length = diffusion.model().config().text().length();
    int[] told = tokenizer.encode(writer.canonical(request.prompt()), length);
    return request.sampling().guidance().weight() == 1
        ? new int[][] {told}
        : new int[][] {told, tokenizer.encode("", length)};
  }

  private Radiograph film(float[] signed, int bitDepth) {
    float[] unit = new float[signed.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (signed[i] + 1) / 2;
    }
    return Radiograph.ofUnit(side, side, bitDepth, unit);
  }

  @Override
  public List<ModelIdentity> models() {
    return List.of(
        diffusion.model().identity(),
        diffusion.autoencoder().identity(),
        branch.identity(),
        shapes.identity(),
        layouts.identity());
  }

  @Override
  public Facts sampler(GenerationRequest request) {
    return request
        .sampling()
        .facts()
        .with("batch", 1)
        .with("threads", Backend.intraOpThreads())
        .with("device", diffusion.model().parameters().device().word())
        .with("layout", request.given().layout().facts());
  }

  @Override
  public void close() {
    layouts.close();
    branch.close();
    diffusion.close();
  }
}
