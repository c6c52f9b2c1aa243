package ai.chestnut.training;

import ai.chestnut.codec.LatentScale;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Latents of every film in several augmented variants, encoded once and kept beside the run: the
 * loop then never waits for the codec. Variant 0 is the film itself.
 */
final class LatentBank {

  private static final int BATCH = 8;

  private final int variants;
  private final int size;
  private final float[] values;

  private LatentBank(int variants, int size, float[] values) {
    this.variants = variants;
    this.size = size;
    this.values = values;
  }

  /** Reads the bank from the file or encodes it and writes the file, in bfloat16 either way. */
  static LatentBank open(
      Path file,
      AutoencoderModel autoencoder,
      Films films,
      Augmentation augmentation,
      int variants,
      long seed,
      Progress progress) {
    int cells = films.side() / 8;
    int size = autoencoder.config().latentChannels() * cells * cells;
    String key =
        autoencoder.identity().sha256()
            + " "
            + films.fingerprint()
            + " "
            + augmentation
            + " "
            + variants
            + " "
            + seed;
    if (Files.exists(file)) {
      WeightFile stored = WeightFile.read(file);
      WeightFile.Entry entry = stored.entries().get("latents");
      if (entry != null && key.equals(stored.metadata().get("key"))) {
        return new LatentBank(variants, size, entry.values());
      }
    }
    float[] values = new float[films.count() * variants * size];
    List<float[]> pending = new ArrayList<>();
    for (int item = 0; item < films.count() * variants; item++) {
      int film = item / variants;
      RandomStream stream = RandomStream.of(seed, item, "augmentation");
      pending.add(
          item % variants == 0
              ? films.signed(film)
              : augmentation.window(films, film, 0, 0, films.side(), stream));
      if (pending.size() == BATCH || item == films.count() * variants - 1) {
        float[] latents = encode(autoencoder, pending, films.side());
        System.arraycopy(latents, 0, values, (item + 1 - pending.size()) * size, latents.length);
        pending.clear();
        progress.advance(Step.of("encoding", item + 1L, (long) films.count() * variants));
      }
    }
    long[] shape = {
      (long) films.count() * variants, autoencoder.config().latentChannels(), cells, cells
    };
    WeightFile.write(
        file,
        Map.of("key", key),
        Map.of("latents", new WeightFile.Entry(shape, values)),
        Precision.BFLOAT16);
    return new LatentBank(
        variants, size, WeightFile.read(file).entries().values().iterator().next().values());
  }

  int variants() {
    return variants;
  }

  /** Copies the latents of a film's variant to a place in a batch. */
  void copy(int film, int variant, float[] batch, int row) {
    System.arraycopy(values, (film * variants + variant) * size, batch, row * size, size);
  }

  /** Mean and deviation of each channel over the whole bank. */
  LatentScale scale(int channels) {
    int cells = size / channels;
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double square = 0;
      long count = 0;
      for (int at = channel * cells; at < values.length; at += size) {
        for (int i = 0; i < cells; i++) {
          sum += values[at + i];
          square += (double) values[at + i] * values[at + i];
          count++;
        }
      }
      double centre = sum / count;
      mean.add(centre);
      deviation.add(Math.sqrt(square / count - centre * centre));
    }
    return new LatentScale(mean, deviation);
  }

  private static float[] encode(AutoencoderModel autoencoder, List<float[]> films, int side) {
    float[] pixels = new float[films.size() * side * side];
    for (int i = 0; i < films.size(); i++) {
      System.arraycopy(films.get(i), 0, pixels, i * side * side, side * side);
    }
    return Gradients.off(
        () ->
            Scope.computing(
                () ->
                    Precision.BFLOAT16.on(
                        autoencoder.parameters().device(),
                        () ->
                            Tensors.floats(
                                autoencoder
                                    .network()
                                    .encode(
                                        Tensors.of(
                                            pixels,
                                            autoencoder.parameters().device(),
                                            films.size(),
                                            1,
                                            side,
                                            side))
                                    .mean()))));
  }
}
