package ai.chestnut.models;

import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.AnatomySegmenterConfig;
import ai.chestnut.expert.AttributeExpert;
import ai.chestnut.expert.AttributeExpertConfig;
import ai.chestnut.expert.Experts;
import ai.chestnut.expert.FilmTypicality;
import ai.chestnut.expert.FilmTypicalityConfig;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.ImageTextScorer;
import ai.chestnut.expert.ImageTextScorerConfig;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.expert.LesionSegmenterConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What there is of experts: how each is configured, built, named and stored.
 *
 * @param <C> its configuration
 * @param <N> its network
 */
public final class ExpertKind<C, N> {

  public static final ExpertKind<FindingClassifierConfig, FindingClassifier> FINDING_CLASSIFIER =
      new ExpertKind<>(
          FindingClassifier.NAME,
          FindingClassifierConfig.class,
          FindingClassifierConfig::role,
          FindingClassifierConfig::mu,
          FindingClassifier::new,
          Experts::with);

  public static final ExpertKind<AnatomySegmenterConfig, AnatomySegmenter> ANATOMY_SEGMENTER =
      new ExpertKind<>(
          AnatomySegmenter.NAME,
          AnatomySegmenterConfig.class,
          AnatomySegmenterConfig::role,
          AnatomySegmenterConfig::mu,
          AnatomySegmenter::new,
          Experts::with);

  public static final ExpertKind<LesionSegmenterConfig, LesionSegmenter> LESION_SEGMENTER =
      new ExpertKind<>(
          LesionSegmenter.NAME,
          LesionSegmenterConfig.class,
          LesionSegmenterConfig::role,
          LesionSegmenterConfig::mu,
          LesionSegmenter::new,
          Experts::with);

  public static final ExpertKind<AttributeExpertConfig, AttributeExpert> ATTRIBUTE_EXPERT =
      new ExpertKind<>(
          AttributeExpert.NAME,
          AttributeExpertConfig.class,
          AttributeExpertConfig::role,
          AttributeExpertConfig::mu,
          AttributeExpert::new,
          Experts::with);

  public static final ExpertKind<ImageTextScorerConfig, ImageTextScorer> IMAGE_TEXT_SCORER =
      new ExpertKind<>(
          ImageTextScorer.NAME,
          ImageTextScorerConfig.class,
          ImageTextScorerConfig::role,
          ImageTextScorerConfig::mu,
          ImageTextScorer::new,
          Experts::with);

  public static final ExpertKind<FilmTypicalityConfig, FilmTypicality> FILM_TYPICALITY =
      new ExpertKind<>(
          FilmTypicality.NAME,
          FilmTypicalityConfig.class,
          FilmTypicalityConfig::role,
          FilmTypicalityConfig::mu,
          FilmTypicality::new,
          Experts::with);

  /** Every kind. */
  public static final List<ExpertKind<?, ?>> ALL =
      List.of(
          FINDING_CLASSIFIER,
          ANATOMY_SEGMENTER,
          LESION_SEGMENTER,
          ATTRIBUTE_EXPERT,
          IMAGE_TEXT_SCORER,
          FILM_TYPICALITY);

  /** Declares a network's parameters and builds it. */
  @FunctionalInterface
  private interface Construction<C, N> {
    N build(Parameters.Place at, C config, Device device);
  }

  private final String name;
  private final Class<C> type;
  private final Function<C, Role> role;
  private final Function<Role, C> mu;
  private final Construction<C, N> construction;
  private final BiFunction<Experts, N, Experts> seat;

  private ExpertKind(
      String name,
      Class<C> type,
      Function<C, Role> role,
      Function<Role, C> mu,
      Construction<C, N> construction,
      BiFunction<Experts, N, Experts> seat) {
    this.name = name;
    this.type = type;
    this.role = role;
    this.mu = mu;
    this.construction = construction;
    this.seat = seat;
  }

  /** The name without a role, such as "finding-classifier". */
  public String name() {
    return name;
  }

  /** Fresh weights from a seed; the role makes them others in each. */
  public ExpertModel<C, N> random(C config, long seed, Device device) {
    Role inRole = role.apply(config);
    long own = inRole.seed(seed, name);
    Parameters parameters = Parameters.random(own, device);
    return build(ModelFile.seeded(inRole.expert(name), own, config), config, parameters);
  }

  /** The smallest, with random weights. */
  public ExpertModel<C, N> mu(Role inRole, long seed, Device device) {
    return random(mu.apply(inRole), seed, device);
  }

  /**
   * The weights of a file.
   *
   * @throws FileException if it holds another expert, or this one in another role
   */
  public ExpertModel<C, N> read(Path file, Role wanted, Device device) {
    ModelFile<C> model = ModelFile.read(file, wanted.expert(name), type);
    Role stored = role.apply(model.config());
    if (stored != wanted) {
      throw new FileException("weights", file, "a " + stored.word(), "a " + wanted.word());
    }
    return model.build(device, parameters -> build(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored; the kind is the role and the name. */
  public Map<String, String> metadata(C config) {
    return ModelFile.metadata(role.apply(config).expert(name), config);
  }

  private ExpertModel<C, N> build(ModelIdentity identity, C config, Parameters parameters) {
    return new ExpertModel<>(
        identity,
        config,
        parameters,
        construction.build(parameters.root(), config, parameters.device()),
        seat);
  }
}
