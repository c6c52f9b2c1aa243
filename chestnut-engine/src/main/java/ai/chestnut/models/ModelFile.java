package ai.chestnut.models;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.FileException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.WeightFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/** A weight file of a stated kind, read and checked: identity, configuration, entries. */
record ModelFile<C>(Path file, ModelIdentity identity, C config, WeightFile weights) {

  static <C> ModelFile<C> read(Path file, String kind, Class<C> type) {
    WeightFile weights = WeightFile.read(file);
    String got = weights.metadata().getOrDefault("kind", "none");
    if (!got.equals(kind)) {
      throw new FileException("weights", file, "a model of kind " + got, kind);
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.safetensors$", "");
    C config = ModelJson.read(weights.metadata().getOrDefault("config", "{}"), file, type);
    return new ModelFile<>(file, new ModelIdentity(name, weights.sha256()), config, weights);
  }

  /**
   * Builds the model; entries that do not fit its configuration are a damaged file, not a defect.
   */
  <M> M build(Device device, Function<Parameters, M> constructor) {
    Parameters parameters = Parameters.from(weights.entries(), device);
    try {
      return constructor.apply(parameters);
    } catch (DefectException mismatch) {
      parameters.close();
      throw new FileException(
          "weights",
          file,
          String.valueOf(mismatch.getMessage()),
          "entries that fit its configuration",
          mismatch);
    }
  }

  static Map<String, String> metadata(String kind, Object config) {
    return Map.of("kind", kind, "config", ModelJson.write(config));
  }

  static ModelIdentity seeded(String kind, long seed, Object config) {
    try {
      byte[] text =
          (kind + " " + seed + " " + ModelJson.write(config)).getBytes(StandardCharsets.UTF_8);
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
      return new ModelIdentity("mu-" + kind, digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
