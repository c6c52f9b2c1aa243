package ai.chestnut.training;

import ai.chestnut.codec.LatentScale;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Latents of every film in several augmented variants, encoded once, resident on the device: a step
 * uploads nothing but which of them it wants. Variant 0 is the film itself.
 *
 * <p>Legend: n batch, c latent channels, h w latent cells.
 */
final class LatentBank implements AutoCloseable {

  private static final int CPU_BATCH = 8;
  private static final int CUDA_BATCH = 64;

  private final int films;
  private final int variants;
  private final Device device;
  private final Tensor latents; // [variants * films, c, h, w]
  private final Tensor moves; // [variants * films, 2, 3]

  private LatentBank(int films, int variants, Device device, Tensor latents, Tensor moves) {
    this.films = films;
    this.variants = variants;
    this.device = device;
    this.latents = latents;
    this.moves = moves;
  }

  /**
   * Encodes the films.
   *
   * @param variants of each film, the first unchanged
   */
  static LatentBank of(
      AutoencoderModel autoencoder,
      Films films,
      Augmentation augmentation,
      int variants,
      long seed,
      Progress progress) {
    Device device = autoencoder.parameters().device();
    int channels = autoencoder.config().latentChannels();
    int cells = films.side() / 8;
    int count = films.count();
    long all = (long) count * variants;
    Tensor latents =
        Scope.computing(
            () ->
                Scope.owned(
                    torch.zeros(new long[] {all, channels, cells, cells}, device.options())));
    Tensor moves =
        Scope.computing(() -> Scope.owned(torch.zeros(new long[] {all, 2, 3}, device.options())));
    try (FilmBank bank = FilmBank.of(films, device)) {
      int batch = device == Device.CPU ? CPU_BATCH : CUDA_BATCH;
      for (int variant = 0; variant < variants; variant++) {
        Augmentation change = variant == 0 ? new Augmentation(0, 0, 0, 0) : augmentation;
        for (int first = 0; first < count; first += batch) {
          long at = (long) variant * count + first;
          int[] chosen = upwards(first, Math.min(batch, count - first));
          Scope.running(
              () -> {
                RandomStream stream = RandomStream.of(seed, at, "augmentation");
                Warp warp =
                    Warp.drawn(stream, chosen.length, films.side(), films.side(), change, device);
                Tensor seen = at < count ? bank.whole(chosen) : warp.film(bank.whole(chosen));
                latents.narrow(0, at, chosen.length).copy_(encoded(autoencoder, seen));
                moves.narrow(0, at, chosen.length).copy_(warp.affine());
              });
          progress.advance(Step.of("encoding", at + chosen.length, all));
        }
      }
    }
    return new LatentBank(count, variants, device, latents, moves);
  }

  private static Tensor encoded(AutoencoderModel autoencoder, Tensor films) {
    return Gradients.off(
        () ->
            Precision.BFLOAT16.on(
                autoencoder.parameters().device(),
                () -> autoencoder.network().encode(films).mean().to(torch.ScalarType.Float)));
  }

  private static int[] upwards(int first, int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = first + i;
    }
    return numbers;
  }

  /** How many films. */
  int films() {
    return films;
  }

  /** How many variants of each. */
  int variants() {
    return variants;
  }

  /** Where a film's variant lies in the bank. */
  long row(int film, int variant) {
    return (long) variant * films + film;
  }

  /** The latents of the rows as the codec made them [n, c, h, w]. */
  Tensor latents(long[] rows) {
    return latents.index_select(0, Tensors.of(rows, device, rows.length));
  }

  /** How the films of the rows were moved, for what belongs to them: [n, 2, 3]. */
  Tensor moves(long[] rows) {
    return moves.index_select(0, Tensors.of(rows, device, rows.length));
  }

  /** Mean and deviation of each channel over the whole bank. */
  LatentScale scale() {
    int channels = Math.toIntExact(latents.size(1));
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      int each = channel;
      Scope.running(
          () -> {
            Tensor values = latents.select(1, each);
            mean.add(values.mean().item_double());
            deviation.add(values.std().item_double());
          });
    }
    return new LatentScale(mean, deviation);
  }

  @Override
  public void close() {
    latents.close();
    moves.close();
  }
}
