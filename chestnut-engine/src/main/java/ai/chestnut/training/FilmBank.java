package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Films that stay on the device for the whole training, so that a step uploads nothing but which of
 * them it wants and how they are changed.
 */
public final class FilmBank implements AutoCloseable {

  private final Device device;
  private final int side;
  private final Tensor films;

  private FilmBank(Device device, int side, Tensor films) {
    this.device = device;
    this.side = side;
    this.films = films;
  }

  /** Uploads the films, one byte a pixel. */
  public static FilmBank of(Films films, Device device) {
    int side = films.side();
    Tensor bytes =
        Scope.computing(
            () -> {
              Tensor all =
                  torch.zeros(
                      new long[] {films.count(), 1, side, side},
                      new TensorOptions(torch.ScalarType.Byte));
              for (int film = 0; film < films.count(); film++) {
                int one = film;
                Scope.running(
                    () ->
                        all.select(0, one)
                            .copy_(
                                Tensors.of(films.signed(one), Device.CPU, 1, side, side)
                                    .add(new Scalar(1))
                                    .mul(new Scalar(127.5))
                                    .round()));
              }
              return Scope.owned(device.place(all));
            });
    return new FilmBank(device, side, bytes);
  }

  /** How many films. */
  public int count() {
    return (int) films.size(0);
  }

  /** Where they lie. */
  Device device() {
    return device;
  }

  /** Their side in pixels. */
  public int side() {
    return side;
  }

  /** The chosen films as they are, in [-1, 1]: [n, 1, s, s]. */
  public Tensor whole(int[] chosen) {
    long[] rows = new long[chosen.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = chosen[i];
    }
    return films
        .index_select(0, Tensors.of(rows, device, rows.length))
        .to(torch.ScalarType.Float)
        .mul(new Scalar(1 / 127.5))
        .sub(new Scalar(1));
  }

  /**
   * Films and windows at random, changed at random, in [-1, 1]: [n, 1, crop, crop].
   *
   * @param crop side of a window in pixels, at most the films' side
   */
  public Tensor windows(RandomStream stream, int n, int crop, Augmentation augmentation) {
    int[] chosen = new int[n];
    for (int i = 0; i < n; i++) {
      chosen[i] = stream.nextInt(count());
    }
    return Warp.drawn(stream, n, side, crop, augmentation, device).film(whole(chosen));
  }

  /** The chosen films, each changed at random, in [-1, 1]: [n, 1, s, s]. */
  public Tensor changed(RandomStream stream, int[] chosen, Augmentation augmentation) {
    return Warp.drawn(stream, chosen.length, side, side, augmentation, device).film(whole(chosen));
  }

  @Override
  public void close() {
    films.close();
  }
}
