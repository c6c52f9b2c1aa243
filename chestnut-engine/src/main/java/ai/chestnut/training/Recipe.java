package ai.chestnut.training;

import ai.chestnut.adversarial.ProgressiveConfig;
import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.diffusion.UNetConfig;
import ai.chestnut.expert.EncoderConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.PatchEncoderConfig;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A complete, runnable description of one training; the TOML file in {@code configs/} binds to it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Recipe.Autoencoder.class, name = "autoencoder"),
  @JsonSubTypes.Type(value = Recipe.VisualCodes.class, name = "visual-codes"),
  @JsonSubTypes.Type(value = Recipe.TextToImage.class, name = "text-to-image"),
  @JsonSubTypes.Type(value = Recipe.ControlBranch.class, name = "control-branch"),
  @JsonSubTypes.Type(value = Recipe.AnatomyController.class, name = "anatomy-controller"),
  @JsonSubTypes.Type(value = Recipe.ProgressiveGan.class, name = "progressive-gan"),
  @JsonSubTypes.Type(value = Recipe.PatchWordAligner.class, name = "patch-word-aligner"),
  @JsonSubTypes.Type(value = Recipe.ImageTokens.class, name = "image-token-model"),
  @JsonSubTypes.Type(value = Recipe.Expert.class, name = "expert"),
  @JsonSubTypes.Type(value = Recipe.Layout.class, name = "layout-generator"),
  @JsonSubTypes.Type(value = Recipe.AnatomyShape.class, name = "anatomy-shape"),
  @JsonSubTypes.Type(value = Recipe.Calibration.class, name = "calibration")
})
public sealed interface Recipe {

  /** Name of the run's folder and of the weights. */
  String name();

  /** Seed of weights, batches and noise. */
  long seed();

  /** A recipe whose weights are found step by step. */
  sealed interface Trained extends Recipe {

    Training training();

    /** A weight file to start from instead of random weights. */
    Optional<String> warmStart();
  }

  /**
   * Which films.
   *
   * @param manifest folder of the manifest
   * @param side films are brought to this square side in pixels
   * @param leaveOut manifest column to values whose rows are left out; {@code source} and {@code
   *     licence} or any extra column
   */
  record Data(String manifest, int side, Map<String, List<String>> leaveOut) {

    public Data {
      if (side < 32 || side % 16 != 0) {
        throw new RequestException(
            "data", "side", Integer.toString(side), "a multiple of 16, at least 32");
      }
      leaveOut = Map.copyOf(leaveOut);
    }
  }

  /** Trains a {@link ai.chestnut.codec.KlAutoencoder}. */
  record Autoencoder(
      String name,
      long seed,
      Data data,
      AutoencoderConfig model,
      AutoencoderObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {}

  /** Trains a {@link ai.chestnut.codec.VqAutoencoder}. */
  record VisualCodes(
      String name,
      long seed,
      Data data,
      VqAutoencoderConfig model,
      VisualCodesObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {}

  /**
   * Trains a text encoder and a denoising network on the latents of an autoencoder.
   *
   * @param data real films of which their labels are said
   * @param share of a batch that comes from these, relative to those in {@code told}
   * @param told further films, each with what its row says of it
   * @param autoencoder its weight file
   * @param prediction {@code flow}, {@code edm} or {@code noise}
   */
  record TextToImage(
      String name,
      long seed,
      Data data,
      double share,
      List<Captioned> told,
      String autoencoder,
      String prediction,
      Text text,
      UNetConfig model,
      DenoisingObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {

    public TextToImage {
      told = List.copyOf(told);
    }
  }

  /** Trains a {@link ai.chestnut.adversarial.ProgressiveGenerator}; no label takes part. */
  record ProgressiveGan(
      String name,
      long seed,
      Data data,
      ProgressiveConfig model,
      ProgressiveObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {}

  /**
   * Trains a control branch beside a text-to-image model, whose weights stay as they are.
   *
   * @param side of the films in pixels
   * @param materials films with anatomy maps
   * @param base weight file of the text-to-image model
   * @param autoencoder the model's
   * @param hintChannels widths after each of the three halvings of the layout
   */
  record ControlBranch(
      String name,
      long seed,
      int side,
      List<Captioned> materials,
      String base,
      String autoencoder,
      List<Integer> hintChannels,
      ControlBranchObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {

    public ControlBranch {
      materials = List.copyOf(materials);
      hintChannels = List.copyOf(hintChannels);
    }
  }

  /**
   * Trains an {@link ai.chestnut.codec.AnatomyController} into the latents of an autoencoder.
   *
   * @param side of the films in pixels
   * @param materials films with anatomy maps
   * @param autoencoder its weight file
   */
  record AnatomyController(
      String name,
      long seed,
      int side,
      List<Material> materials,
      String autoencoder,
      AnatomyControllerObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {

    public AnatomyController {
      materials = List.copyOf(materials);
      if (materials.isEmpty()) {
        throw new RequestException(
            "anatomy controller recipe", "materials", "none", "at least one");
      }
    }
  }

  /**
   * Trains a {@link ai.chestnut.language.PatchWordAligner}.
   *
   * @param sources films, what is said of them and, where known, where it lies
   * @param textWidth width of a token in the text encoder
   * @param width of the space that patches and words share
   */
  record PatchWordAligner(
      String name,
      long seed,
      List<FilmSource> sources,
      PatchEncoderConfig model,
      Text text,
      int textWidth,
      int width,
      AlignerObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {

    public PatchWordAligner {
      sources = FilmSource.some(sources);
    }
  }

  /**
   * Builds a visual codebook and trains a {@link ai.chestnut.language.ImageTokenModel}.
   *
   * @param sources films and what is said of them
   * @param codec weight file of the vector-quantised autoencoder
   * @param aligner weight file of the patch-word aligner
   * @param keys codes of key patches that a report brings along
   * @param width width of a token
   * @param layers transformer blocks
   */
  record ImageTokens(
      String name,
      long seed,
      List<FilmSource> sources,
      String codec,
      String aligner,
      int keys,
      int width,
      int layers,
      ImageTokenObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {

    public ImageTokens {
      sources = FilmSource.some(sources);
    }
  }

  /**
   * Trains one of the experts that look at films.
   *
   * @param expert which, such as {@code anatomy-segmenter}
   * @param role filter or judge
   * @param findings slugs, for the experts that know findings
   * @param text for the image-text scorer, as is {@code width}, that of the space it shares
   * @param materials the films
   * @param fold holds out a part of the patients and writes what the net says of them; without it
   *     the manifests' splits count
   * @param encoderFrom weights of another expert of this shape whose encoder is taken over
   */
  record Expert(
      String name,
      long seed,
      String expert,
      Role role,
      EncoderConfig encoder,
      List<String> findings,
      Optional<Text> text,
      OptionalInt width,
      List<Material> materials,
      Optional<Fold> fold,
      int batch,
      Disguise disguise,
      Training training,
      Optional<String> warmStart,
      Optional<String> encoderFrom)
      implements Trained {

    public Expert {
      findings = List.copyOf(findings);
      materials = List.copyOf(materials);
      if (batch < 1 || materials.isEmpty()) {
        throw new RequestException(
            "expert recipe",
            "batch, materials",
            batch + ", " + materials.size(),
            "at least one of each");
      }
    }
  }

  /**
   * Fits the gates of a panel to real films.
   *
   * @param role of the experts, whose gates these are
   * @param experts folder of their weight files
   * @param passRate share of films like these that shall pass all gates together
   * @param films the real films that the gates are fitted to
   * @param typical the real films that others are held to be like, more is better; empty for no
   *     measure of typicality
   * @param lesions films with known lesions, of whose held-out part the thresholds of masks come
   */
  record Calibration(
      String name,
      long seed,
      Role role,
      String experts,
      double passRate,
      GateFilms films,
      Optional<GateFilms> typical,
      List<Material> lesions)
      implements Recipe {

    public Calibration {
      lesions = List.copyOf(lesions);
    }
  }

  /**
   * Shape of the text encoder; its width is the network's context width.
   *
   * @param length tokens in a text
   * @param layers transformer blocks
   */
  record Text(int length, int layers) {}

  /**
   * Trains a {@link ai.chestnut.placement.LayoutGenerator}.
   *
   * @param materials the layouts, at least one kind
   */
  record Layout(
      String name,
      long seed,
      List<LayoutMaterial> materials,
      LayoutShape model,
      LayoutObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Trained {

    public Layout {
      materials = List.copyOf(materials);
      if (materials.isEmpty()) {
        throw new RequestException("layout recipe", "materials", "none", "at least one");
      }
    }
  }

  /**
   * Shape of a layout generator; the rest of its configuration is measured.
   *
   * @param side cells of the grid in each direction
   */
  record LayoutShape(int side, List<Integer> channels, int blocks) {

    public LayoutShape {
      channels = List.copyOf(channels);
    }
  }

  /**
   * Fits an {@link ai.chestnut.placement.AnatomyShapeModel}.
   *
   * @param data films with anatomy maps; its side is that of the shape grid
   * @param components modes of variation
   */
  record AnatomyShape(String name, long seed, Data data, int components) implements Recipe {}
}
