package ai.chestnut.synthesis;

import ai.chestnut.codec.Latents;
import ai.chestnut.diffusion.AnatomyBlend;
import ai.chestnut.diffusion.Ddim;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.RegionReplacement;
import ai.chestnut.diffusion.Solver;
import ai.chestnut.diffusion.VariancePreserving;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextContext;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.models.AnatomyControllerModel;
import ai.chestnut.models.AnatomyShapes;
import ai.chestnut.models.LatentDiffusion;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * XReal (arXiv 2403.09240): the anatomy controller makes a coarse film of the map, whose noised
 * latents are blended into the early steps; in the film with that anatomy each finding is painted
 * inside its region by replacement. No weight of the text-to-image model changes.
 */
public final class XReal implements Synthesizer {

  private static final int CELL = 8;

  /** How far a region's soft edge reaches beyond it, in pixels of the model's film. */
  static final double FEATHER = 6;

  private final LatentDiffusion diffusion;
  private final Optional<AnatomyControllerModel> controller;
  private final Optional<AnatomyShapes> shapes;
  private final int side;
  private final Tokenizer tokenizer = Tokenizer.standard();
  private final ReportWriter writer = new ReportWriter();

  /**
   * @param diffusion owned from here on
   * @param controller of the same latents, owned from here on; without it only films can be edited
   * @param shapes for requests that bring no anatomy
   */
  public XReal(
      LatentDiffusion diffusion,
      Optional<AnatomyControllerModel> controller,
      Optional<AnatomyShapes> shapes) {
    this.diffusion = diffusion;
    this.controller = controller;
    this.shapes = shapes;
    this.side = diffusion.model().config().side();
  }

  /**
   * What happened on the way: films of the model's side, values in [-1, 1].
   *
   * @param masks where the findings were painted
   */
  public record Stages(float[] coarse, float[] anatomy, float[] film, PathologyMap masks) {}

  @Override
  public Draft draft(GenerationRequest request, int index, int attempt, Progress progress) {
    RandomStream stream = RandomStream.of(request.seed(), index, "xreal attempt " + attempt);
    Given given = request.given();
    if (given.from().isPresent()) {
      return edited(request, given.from().get(), stream, progress);
    }
    AnatomyMap map = anatomy(request, stream.child("map"));
    Stages stages = stages(request, map, stream, progress);
    return new Draft(
        film(stages.film(), request.bitDepth()), Optional.of(map), Optional.of(stages.masks()));
  }

  /** The anatomy that is given, else one of the shape model's. */
  private AnatomyMap anatomy(GenerationRequest request, RandomStream stream) {
    Optional<AnatomyMap> given = request.given().anatomy();
    if (given.isPresent()) {
      return given.get().resized(side, side);
    }
    return shapes
        .orElseThrow(
            () ->
                new RequestException(
                    "method xreal",
                    "--anatomy",
                    "auto, and no shape model of anatomies",
                    "a map, or --from FILM to edit; a phantom's anatomy is --anatomy phantom"))
        .model()
        .sample(AskedAnatomy.of(request.prompt(), stream), side, stream);
  }

  /** Map to film by way of the coarse film and the film without findings. */
  public Stages stages(
      GenerationRequest request, AnatomyMap map, RandomStream stream, Progress progress) {
    XRealSettings settings = request.given().control();
    List<RegionText> texts = RegionText.of(request, Optional.of(map), stream.child("places"));
    PathologyMap masks = PathologyMap.none(side, side);
    for (RegionText each : texts) {
      masks = masks.with(each.finding(), each.region().mask());
    }
    try (Latents coarse = coarse(map);
        Latents target = onward(coarse, settings, stream.child("coarse film"));
        Latents anatomy = withAnatomy(request, map, target, stream.child("anatomy"), progress)) {
      float[] healthy = diffusion.decode(anatomy);
      if (texts.isEmpty()) {
        return new Stages(diffusion.decode(coarse), healthy, healthy, masks);
      }
      try (Latents known = onward(anatomy, settings, stream.child("anatomy film"));
          Latents film = withFindings(request, texts, known, stream.child("pathology"), progress)) {
        return new Stages(diffusion.decode(coarse), healthy, diffusion.decode(film), masks);
      }
    }
  }

  private Latents coarse(AnatomyMap map) {
    return controller
        .orElseThrow(
            () ->
                new RequestException(
                    "method xreal",
                    diffusion.model().identity().name(),
                    "no anatomy controller for its latents",
                    "one trained with configs/anatomy-controller-v0.toml"))
        .coarse(map, diffusion.model().config().scale());
  }

  /** Stage A: noise to a film with the map's anatomy. */
  private Latents withAnatomy(
      GenerationRequest request,
      AnatomyMap map,
      Latents target,
      RandomStream stream,
      Progress progress) {
    XRealSettings settings = request.given().control();
    Guidance guidance = new Guidance(settings.anatomyGuidance(), 0);
    AnatomyBlend blend =
        new AnatomyBlend(
            target,
            tied(map, settings.softScale()),
            settings.weights(),
            settings.cutOff(),
            List.of(stream.child("forward")),
            request.sampling().steps());
    Prompt asked = request.prompt();
    Prompt healthy = Prompt.of(asked.view(), asked.sex(), asked.ageYears(), List.of());
    String text = settings.anatomyText() ? writer.canonical(healthy) : "";
    int[][] tokens =
        guidance.weight() == 1
            ? new int[][] {tokens(text)}
            : new int[][] {tokens(text), tokens("")};
    try (TextContext context = diffusion.read(tokens)) {
      return diffusion.sample(
          context,
          guidance,
          solver(request.sampling(), settings),
          levels(request.sampling(), settings),
          stream,
          blend,
          progress);
    }
  }

  /** Stage B: the known film, but for the regions, where each text is followed. */
  private Latents withFindings(
      GenerationRequest request,
      List<RegionText> texts,
      Latents known,
      RandomStream stream,
      Progress progress) {
    XRealSettings settings = request.given().control();
    Coverage everywhere = texts.get(0).region();
    List<float[]> cells = new ArrayList<>();
    List<Guidance> guidance = new ArrayList<>();
    int[][] tokens = new int[texts.size() + 1][];
    for (int k = 0; k < texts.size(); k++) {
      RegionText each = texts.get(k);
      everywhere = everywhere.or(each.region());
      cells.add(each.region().feathered(FEATHER).cells(CELL).values());
      guidance.add(each.guidance(request.sampling()));
      tokens[k] = tokens(writer.canonical(each.text()));
    }
    tokens[texts.size()] = tokens("");
    RegionReplacement replacement =
        new RegionReplacement(
            known,
            everywhere.feathered(FEATHER).cells(CELL).values(),
            List.of(stream.child("forward")),
            request.sampling().steps(),
            settings.recomposite());
    try (TextContext context = diffusion.read(tokens)) {
      return diffusion.sampleRegions(
          context,
          guidance,
          cells,
          solver(request.sampling(), settings),
          levels(request.sampling(), settings),
          stream,
          replacement,
          progress);
    }
  }

  /** A film changed inside the regions alone. */
  private Draft edited(
      GenerationRequest request, Radiograph film, RandomStream stream, Progress progress) {
    FilmEdit edit = FilmEdit.of(film, side);
    List<RegionText> given =
        RegionText.of(request, request.given().anatomy(), stream.child("places"));
    if (given.isEmpty()) {
      throw new RequestException(
          "edit", "--pathology", "no region", "where the finding is or shall be");
    }
    List<RegionText> texts =
        given.stream()
            .map(
                each ->
                    new RegionText(
                        each.finding(), each.text(), edit.inFrame(each.region()), each.strength()))
            .toList();
    PathologyMap masks = PathologyMap.none(film.width(), film.height());
    Coverage all = given.get(0).region();
    for (RegionText each : given) {
      all = all.or(each.region());
      if (!each.text().observations().isEmpty()) {
        masks = masks.with(each.finding(), each.region().mask());
      }
    }
    try (Latents known = diffusion.encode(edit.framed(), Optional.empty());
        Latents changed =
            withFindings(request, texts, known, stream.child("pathology"), progress)) {
      Radiograph after =
          edit.apply(diffusion.decode(known), diffusion.decode(changed), all, FEATHER);
      return new Draft(after, Optional.empty(), Optional.of(masks));
    }
  }

  /** To the next stage: the latents themselves, or their film encoded again. */
  private Latents onward(Latents latents, XRealSettings settings, RandomStream posterior) {
    return settings.latentPrior()
        ? latents.copied()
        : diffusion.encode(clamped(diffusion.decode(latents)), Optional.of(posterior));
  }

  private static float[] clamped(float[] signed) {
    float[] film = signed.clone();
    for (int i = 0; i < film.length; i++) {
      film[i] = Math.max(-1, Math.min(1, film[i]));
    }
    return film;
  }

  /** 1 where a structure is, the soft scale elsewhere; cells at borders lie between. */
  private static float[] tied(AnatomyMap map, double softScale) {
    byte[] codes = map.codes();
    float[] values = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i] == 0 ? (float) softScale : 1;
    }
    return Coverage.of(map.width(), map.height(), values).cells(CELL).values();
  }

  private static Solver solver(Sampling sampling, XRealSettings settings) {
    return settings.eta() > 0 ? new Ddim(settings.eta()) : Solver.named(sampling.solver());
  }

  private static double[] levels(Sampling sampling, XRealSettings settings) {
    return settings.publishedLevels()
        ? VariancePreserving.xreal().sigmas(sampling.steps())
        : sampling.schedule().sigmas(sampling.steps());
  }

  private int[] tokens(String text) {
    return tokenizer.encode(text, diffusion.model().config().text().length());
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
    List<ModelIdentity> all =
        new ArrayList<>(List.of(diffusion.model().identity(), diffusion.autoencoder().identity()));
    controller.ifPresent(model -> all.add(model.identity()));
    shapes.ifPresent(model -> all.add(model.identity()));
    return all;
  }

  @Override
  public Facts sampler(GenerationRequest request) {
    return request
        .sampling()
        .facts()
        .with("batch", 1)
        .with("threads", Backend.intraOpThreads())
        .with("device", diffusion.model().parameters().device().word())
        .with("control", request.given().control().facts());
  }

  @Override
  public void close() {
    diffusion.close();
    controller.ifPresent(AnatomyControllerModel::close);
  }
}
