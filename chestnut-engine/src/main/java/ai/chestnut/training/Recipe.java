package ai.chestnut.training;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.diffusion.UNetConfig;
import ai.chestnut.failure.RequestException;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete, runnable description of one training; the TOML file in {@code configs/} binds to it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Recipe.Autoencoder.class, name = "autoencoder"),
  @JsonSubTypes.Type(value = Recipe.TextToImage.class, name = "text-to-image")
})
public sealed interface Recipe {

  /** Name of the run's folder and of the weights. */
  String name();

  /** Seed of weights, batches and noise. */
  long seed();

  Data data();

  Training training();

  /** A weight file to start from instead of random weights. */
  Optional<String> warmStart();

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
      implements Recipe {}

  /**
   * Trains a text encoder and a denoising network on the latents of an autoencoder.
   *
   * @param autoencoder its weight file
   * @param prediction {@code flow}, {@code edm} or {@code noise}
   */
  record TextToImage(
      String name,
      long seed,
      Data data,
      String autoencoder,
      String prediction,
      Text text,
      UNetConfig model,
      DenoisingObjective.Settings objective,
      Training training,
      Optional<String> warmStart)
      implements Recipe {}

  /**
   * Shape of the text encoder; its width is the network's context width.
   *
   * @param length tokens in a text
   * @param layers transformer blocks
   */
  record Text(int length, int layers) {}
}
