package ai.chestnut.models.compvis;

import ai.chestnut.failure.FileException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the networks out of a CompVis-layout checkpoint and stores each as a weight file of its
 * own, under the names that its arrays had. Where the checkpoint has the average of the U-Net's
 * training, that is taken.
 */
public final class CompVisImport {

  /** What such a checkpoint can hold. */
  public enum Part {
    AUTOENCODER("first_stage_model.", "encoder.conv_in.weight"),
    UNET("model.diffusion_model.", "input_blocks.0.0.weight"),
    TEXT_ENCODER("cond_stage_model.transformer.", "token_emb.weight");

    private final String prefix;
    private final String sign;

    Part(String prefix, String sign) {
      this.prefix = prefix;
      this.sign = sign;
    }

    /** The word in a weight file's metadata, such as {@code compvis-unet}. */
    public String kind() {
      return "compvis-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One stored part.
   *
   * @param parameters how many numbers
   */
  public record Imported(Part part, Path file, long parameters) {}

  private static final String AVERAGE = "model_ema.";
  private static final String AVERAGED = "model.";

  private CompVisImport() {}

  /**
   * @param folder of the weight files; each is called {@code <kind>-<name>.safetensors}
   * @throws FileException if the checkpoint is damaged or holds none of the networks
   */
  public static List<Imported> run(
      Path checkpoint, Path folder, String name, Precision precision, Progress progress) {
    List<Imported> all = new ArrayList<>();
    try (Checkpoint source = Checkpoint.open(checkpoint)) {
      for (Part part : Part.values()) {
        Map<String, WeightFile.Entry> entries = entries(source, part);
        if (!entries.isEmpty()) {
          Path file = folder.resolve(part.kind() + "-" + name + ".safetensors");
          WeightFile.write(file, Map.of("kind", part.kind(), "config", "{}"), entries, precision);
          long count = entries.values().stream().mapToLong(e -> e.values().length).sum();
          all.add(new Imported(part, file, count));
        }
        progress.advance(Step.of("importing", part.ordinal() + 1, Part.values().length));
      }
    }
    if (all.isEmpty()) {
      throw new FileException(
          "checkpoint",
          checkpoint,
          "arrays of another layout",
          "the names of CompVis latent diffusion, such as " + Part.UNET.prefix + Part.UNET.sign);
    }
    return all;
  }

  /** The arrays of a part, without its prefix; none where the checkpoint lacks it. */
  public static Map<String, WeightFile.Entry> entries(Checkpoint source, Part part) {
    boolean whole = source.names().contains(part.prefix + part.sign);
    boolean bare = !whole && source.names().contains(part.sign);
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    for (String full : source.names()) {
      boolean mine = whole ? full.startsWith(part.prefix) : bare && !full.startsWith("loss.");
      if (mine) {
        String name = whole ? full.substring(part.prefix.length()) : full;
        if (used(part, name)) {
          entries.put(name, source.entry(averaged(source, full)));
        }
      }
    }
    return entries;
  }

  /** Not the critic of the autoencoder's training, nor the head that predicts words. */
  private static boolean used(Part part, String name) {
    return switch (part) {
      case AUTOENCODER -> !name.startsWith("loss.");
      case UNET -> true;
      case TEXT_ENCODER -> !name.startsWith("to_logits.");
    };
  }

  /** The average of an array is stored under its name without dots. */
  private static String averaged(Checkpoint source, String full) {
    if (!full.startsWith(AVERAGED)) {
      return full;
    }
    String average = AVERAGE + full.substring(AVERAGED.length()).replace(".", "");
    return source.names().contains(average) ? average : full;
  }
}
