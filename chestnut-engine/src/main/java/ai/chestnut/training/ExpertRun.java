package ai.chestnut.training;

import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.AnatomySegmenterConfig;
import ai.chestnut.expert.AttributeExpertConfig;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.ImageTextScorerConfig;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.expert.LesionSegmenterConfig;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/** One expert's training: materials read, net built, loop run. */
record ExpertRun(Recipe.Expert recipe, Path folder, Device device, Progress progress) {

  private static final String ENCODER = "encoder.";

  Path run() {
    String expert = recipe.expert();
    if (expert.equals(ExpertKind.ANATOMY_SEGMENTER.name())) {
      return train(
          ExpertKind.ANATOMY_SEGMENTER,
          new AnatomySegmenterConfig(recipe.role(), recipe.encoder()),
          ExpertLosses::anatomy,
          known -> known.structures().isPresent() || known.knownLayers() != 0,
          ExampleBank.Planes.STRUCTURES,
          this::anatomy);
    }
    if (expert.equals(ExpertKind.LESION_SEGMENTER.name())) {
      return train(
          ExpertKind.LESION_SEGMENTER,
          new LesionSegmenterConfig(recipe.role(), recipe.encoder(), findings()),
          ExpertLosses::lesions,
          known -> known.lesions().isPresent(),
          ExampleBank.Planes.LESIONS,
          this::lesions);
    }
    if (expert.equals(ExpertKind.FINDING_CLASSIFIER.name())) {
      return train(
          ExpertKind.FINDING_CLASSIFIER,
          new FindingClassifierConfig(recipe.role(), recipe.encoder(), findings()),
          ExpertLosses::findings,
          known -> !known.labels().isEmpty(),
          ExampleBank.Planes.NONE,
          view -> List.of());
    }
    if (expert.equals(ExpertKind.ATTRIBUTE_EXPERT.name())) {
      return train(
          ExpertKind.ATTRIBUTE_EXPERT,
          new AttributeExpertConfig(recipe.role(), recipe.encoder()),
          ExpertLosses::attributes,
          known -> true,
          ExampleBank.Planes.NONE,
          view -> List.of());
    }
    if (expert.equals(ExpertKind.IMAGE_TEXT_SCORER.name())) {
      return train(
          ExpertKind.IMAGE_TEXT_SCORER,
          scorer(),
          new ImageTextLoss(recipe.seed()),
          known -> true,
          ExampleBank.Planes.NONE,
          view -> List.of());
    }
    throw new RequestException(
        "expert recipe",
        "expert",
        expert,
        "one of " + ExpertKind.ALL.stream().map(ExpertKind::name).toList());
  }

  private ImageTextScorerConfig scorer() {
    Recipe.Text text =
        recipe
            .text()
            .orElseThrow(() -> new RequestException("expert recipe", "text", "nothing", "a text"));
    int width = recipe.width().orElse(recipe.encoder().deepest());
    return new ImageTextScorerConfig(
        recipe.role(),
        recipe.encoder(),
        new TextEncoderConfig(Tokenizer.standard().size(), text.length(), width, text.layers()),
        width);
  }

  private List<Finding> findings() {
    return recipe.findings().stream()
        .map(
            slug ->
                Finding.named(slug)
                    .orElseThrow(
                        () ->
                            new RequestException(
                                "expert recipe", "findings", slug, "a finding such as edema")))
        .toList();
  }

  private <C, N> Path train(
      ExpertKind<C, N> kind,
      C config,
      ExpertLoss<N> loss,
      Predicate<Known> useful,
      ExampleBank.Planes planes,
      Function<ExpertObjective.ExpertView<N>, List<float[]>> picture) {
    int side = recipe.encoder().side();
    Examples examples =
        new Examples(recipe.role(), side, recipe.seed(), recipe.fold(), useful, device, progress);
    List<ExpertObjective.Pool> pools = new ArrayList<>();
    for (Material material : recipe.materials()) {
      pools.add(new ExpertObjective.Pool(material.share(), examples.of(material)));
    }
    ExpertModel<C, N> model = kind.random(config, recipe.seed(), device);
    recipe
        .warmStart()
        .ifPresent(file -> model.parameters().load(WeightFile.read(Path.of(file)).entries()));
    recipe.encoderFrom().ifPresent(file -> encoder(model, Path.of(file)));
    try (ExpertObjective<C, N> objective =
        new ExpertObjective<>(
            kind,
            model,
            loss,
            picture,
            pools,
            planes,
            side,
            recipe.batch(),
            recipe.disguise(),
            recipe.seed())) {
      Path best = new TrainingLoop(objective, recipe.training(), folder, progress).run();
      recipe.fold().ifPresent(fold -> predict(model, fold));
      return best;
    }
  }

  /**
   * Writes what a classifier says of the films held out, by its weights at the end: to choose the
   * step by the films that are then predicted would flatter it.
   */
  private void predict(ExpertModel<?, ?> model, Fold fold) {
    if (!(model.network() instanceof FindingClassifier classifier)) {
      throw new RequestException("expert recipe", "fold", recipe.expert(), FindingClassifier.NAME);
    }
    Path latest = RunFolder.open(folder).latest();
    model.parameters().load(WeightFile.read(latest).entries());
    FoldPredictions.write(classifier, fold, recipe.materials(), folder);
  }

  /** Its own random weights, but the encoder another expert's. */
  private static void encoder(ExpertModel<?, ?> model, Path file) {
    Map<String, WeightFile.Entry> own = new LinkedHashMap<>(model.parameters().entries());
    WeightFile.read(file)
        .entries()
        .forEach(
            (name, entry) -> {
              if (name.startsWith(ENCODER) && own.containsKey(name)) {
                own.put(name, entry);
              }
            });
    model.parameters().load(own);
  }

  /** The likeliest structure as a grey, and the three layers. */
  private List<float[]> anatomy(ExpertObjective.ExpertView<AnatomySegmenter> view) {
    AnatomySegmenter.Logits logits = view.net().forward(view.batch().films());
    float[] chosen =
        Tensors.floats(logits.structures().argmax(new org.bytedeco.pytorch.LongOptional(1), false));
    float[] layers = Tensors.floats(logits.layers().sigmoid());
    int area = recipe.encoder().side() * recipe.encoder().side();
    float[] map = new float[area];
    float[] over = new float[area];
    for (int i = 0; i < area; i++) {
      map[i] = chosen[i] / 4 - 1;
      over[i] = (layers[i] + layers[area + i] + layers[2 * area + i]) * 2 / 3 - 1;
    }
    return List.of(map, over);
  }

  /** The highest lesion probability, and what is known. */
  private List<float[]> lesions(ExpertObjective.ExpertView<LesionSegmenter> view) {
    Tensor seen = view.net().forward(view.batch().films()).sigmoid().amax(new long[] {1}, false);
    Tensor there =
        view.batch().lesions(view.net().config().findings()).values().amax(new long[] {1}, false);
    return List.of(signed(Tensors.floats(seen)), signed(Tensors.floats(there)));
  }

  private static float[] signed(float[] unit) {
    float[] values = new float[unit.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * unit[i] - 1;
    }
    return values;
  }
}
