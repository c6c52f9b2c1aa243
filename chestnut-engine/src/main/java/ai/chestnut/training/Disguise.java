package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Changes under which an expert must still see the same: another position and size, exposure, tone,
 * sharpness, grain, uneven light, a collimated border, a marker (domain randomisation, Tobin et al.
 * 2017). Never a flip: the heart has a side.
 *
 * @param degrees largest rotation either way
 * @param shift largest shift either way, as a share of the side
 * @param scale largest relative change of size either way
 * @param tone largest logarithm of gamma, and largest relative change of contrast
 * @param blur largest radius of a box blur, in pixels of the expert's square
 * @param noise largest standard deviation of grain, in shares of the grey range
 * @param light largest uneven brightness across the film, in shares of the grey range
 * @param cover chance of a border, and of a marker
 */
record Disguise(
    double degrees,
    double shift,
    double scale,
    double tone,
    double blur,
    double noise,
    double light,
    double cover) {

  Disguise {
    if (!(degrees >= 0 && degrees <= 20)
        || !(shift >= 0 && shift <= 0.2)
        || !(scale >= 0 && scale <= 0.4)
        || !(tone >= 0 && tone <= 1)
        || !(blur >= 0 && blur <= 4)
        || !(noise >= 0 && noise <= 0.2)
        || !(light >= 0 && light <= 0.5)
        || !(cover >= 0 && cover <= 1)) {
      throw new RequestException(
          "disguise",
          "degrees, shift, scale, tone, blur, noise, light, cover",
          toString(),
          "degrees to 20, shift to 0.2, scale to 0.4, tone to 1, blur to 4, noise to 0.2,"
              + " light to 0.5, cover to 1; none below 0");
    }
  }

  /** Nothing is changed. */
  static final Disguise NONE = new Disguise(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Films as they are seen once.
   *
   * @param films mean 0, deviation 1, [n, 1, s, s]
   * @param source for every pixel where in the film's planes it was, nearest; [n, s * s]
   */
  record Seen(Tensor films, Tensor source) {}

  /** What is drawn for each film, in columns of one table. */
  private enum Draw {
    COS,
    SIN,
    STRETCH,
    DX,
    DY,
    GAMMA,
    CONTRAST,
    ACROSS,
    DOWN,
    GRAIN,
    RADIUS,
    BORDER_GREY,
    BORDER_LEFT,
    BORDER_TOP,
    BORDER_RIGHT,
    BORDER_FOOT,
    MARK_LEFT,
    MARK_TOP,
    MARK_RIGHT,
    MARK_FOOT
  }

  /**
   * Draws a change for each film and does it on the device.
   *
   * @param bytes grey, [n, s * s]
   * @param step names the grain
   */
  Seen seen(Tensor bytes, int side, RandomStream stream, long step, Device device) {
    int n = (int) bytes.size(0);
    float[] draws = new float[n * Draw.values().length];
    for (int i = 0; i < n; i++) {
      draw(stream, side, draws, i * Draw.values().length);
    }
    Looking looking = new Looking(side, Tensors.of(draws, device, n, Draw.values().length), device);
    Tensor x = looking.fromX();
    Tensor y = looking.fromY();
    Tensor film = looking.film(bytes, x, y);
    for (int radius = 1; radius <= (int) Math.floor(blur + 0.999) && blur > 0; radius++) {
      film = torch.where(looking.of(Draw.RADIUS).eq(new Scalar(radius)), box(film, radius), film);
    }
    film = looking.exposed(film);
    if (noise > 0) {
      Tensor normal = BatchNoise.normal(stream.nextLong(), step, "grain", device, n, 1, side, side);
      film = film.add(looking.of(Draw.GRAIN).mul(normal));
    }
    film = looking.covered(film.clamp(new ScalarOptional(new Scalar(0)), one()));
    return new Seen(standard(film), looking.source(x, y));
  }

  private void draw(RandomStream stream, int side, float[] into, int at) {
    double angle = Math.toRadians(stream.uniform(-degrees, degrees));
    double zoom = 1 + stream.uniform(-scale, scale);
    put(into, at, Draw.COS, Math.cos(angle) / zoom);
    put(into, at, Draw.SIN, Math.sin(angle) / zoom);
    put(into, at, Draw.STRETCH, 1 + stream.uniform(-scale, scale) / 3);
    put(into, at, Draw.DX, stream.uniform(-shift, shift) * side);
    put(into, at, Draw.DY, stream.uniform(-shift, shift) * side);
    put(into, at, Draw.GAMMA, Math.exp(stream.uniform(-tone, tone)));
    put(into, at, Draw.CONTRAST, 1 + stream.uniform(-tone, tone) / 2);
    put(into, at, Draw.ACROSS, stream.uniform(-light, light));
    put(into, at, Draw.DOWN, stream.uniform(-light, light));
    put(into, at, Draw.GRAIN, stream.uniform(0, noise));
    put(into, at, Draw.RADIUS, blur > 0 ? Math.floor(stream.uniform(0, blur + 0.999)) : 0);
    put(into, at, Draw.BORDER_RIGHT, side);
    put(into, at, Draw.BORDER_FOOT, side);
    if (stream.chance(cover)) {
      int most = side / 9;
      put(into, at, Draw.BORDER_GREY, stream.chance(0.8) ? 0 : 1);
      put(into, at, Draw.BORDER_LEFT, stream.nextInt(most));
      put(into, at, Draw.BORDER_TOP, stream.nextInt(most));
      put(into, at, Draw.BORDER_RIGHT, side - stream.nextInt(most));
      put(into, at, Draw.BORDER_FOOT, side - stream.nextInt(most));
    }
    if (stream.chance(cover)) {
      int width = 2 + stream.nextInt(Math.max(1, side / 12));
      int height = 2 + stream.nextInt(Math.max(1, side / 16));
      int left = stream.nextInt(side - width);
      int top = stream.nextInt(side / 5);
      put(into, at, Draw.MARK_LEFT, left);
      put(into, at, Draw.MARK_TOP, top);
      put(into, at, Draw.MARK_RIGHT, left + width);
      put(into, at, Draw.MARK_FOOT, top + height);
    }
  }

  private static void put(float[] into, int at, Draw column, double value) {
    into[at + column.ordinal()] = (float) value;
  }

  private static Tensor box(Tensor film, int radius) {
    long width = 2L * radius + 1;
    Tensor padded = torch.replication_pad2d(film, radius, radius, radius, radius);
    return torch.avg_pool2d(
        padded,
        new long[] {width, width},
        new long[] {1, 1},
        new long[] {0, 0},
        false,
        true,
        new LongOptional());
  }

  private static Tensor standard(Tensor film) {
    Tensor centred = film.sub(film.mean(new long[] {2, 3}, true, new ScalarTypeOptional()));
    Tensor deviation =
        centred
            .square()
            .mean(new long[] {2, 3}, true, new ScalarTypeOptional())
            .add(new Scalar(1e-6))
            .sqrt();
    return centred.div(deviation);
  }

  private static ScalarOptional one() {
    return new ScalarOptional(new Scalar(1));
  }

  /**
   * The draws of a batch at work.
   *
   * @param draws [n, columns]
   */
  private record Looking(int side, Tensor draws, Device device) {

    private static final long BILINEAR = 0;
    private static final long BORDER = 1;

    /** One draw of every film, ready to meet its pixels: [n, 1, 1, 1]. */
    Tensor of(Draw column) {
      return draws.select(1, column.ordinal()).view(-1, 1, 1, 1);
    }

    private Tensor places(boolean down) {
      float[] places = new float[side];
      for (int i = 0; i < side; i++) {
        places[i] = i;
      }
      return Tensors.of(places, device, 1, 1, down ? side : 1, down ? 1 : side);
    }

    private Tensor across() {
      return places(false).sub(new Scalar((side - 1) / 2.0));
    }

    private Tensor down() {
      return places(true).sub(new Scalar((side - 1) / 2.0)).mul(of(Draw.STRETCH));
    }

    /** The column that each pixel shows, [n, 1, s, s]. */
    Tensor fromX() {
      return kept(across().mul(of(Draw.COS)).sub(down().mul(of(Draw.SIN))).add(of(Draw.DX)));
    }

    /** The row that each pixel shows, [n, 1, s, s]. */
    Tensor fromY() {
      return kept(across().mul(of(Draw.SIN)).add(down().mul(of(Draw.COS))).add(of(Draw.DY)));
    }

    private Tensor kept(Tensor fromCentre) {
      return fromCentre
          .add(new Scalar((side - 1) / 2.0))
          .clamp(new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(side - 1.0)));
    }

    /** The films between their samples, in [0, 1]. */
    Tensor film(Tensor bytes, Tensor x, Tensor y) {
      Tensor films =
          bytes.to(torch.ScalarType.Float).mul(new Scalar(1 / 255.0)).view(-1, 1, side, side);
      Tensor grid = torch.cat(new TensorVector(x, y), 1).permute(0, 2, 3, 1);
      Tensor signed = grid.mul(new Scalar(2.0 / (side - 1))).sub(new Scalar(1));
      return torch.grid_sampler(films, signed, BILINEAR, BORDER, true);
    }

    Tensor source(Tensor x, Tensor y) {
      return y.round()
          .mul(new Scalar(side))
          .add(x.round())
          .to(torch.ScalarType.Long)
          .view(-1, (long) side * side);
    }

    Tensor exposed(Tensor film) {
      Tensor toned =
          film.pow(of(Draw.GAMMA)).sub(new Scalar(0.5)).mul(of(Draw.CONTRAST)).add(new Scalar(0.5));
      Tensor x = places(false).mul(new Scalar(1.0 / side)).sub(new Scalar(0.5));
      Tensor y = places(true).mul(new Scalar(1.0 / side)).sub(new Scalar(0.5));
      return toned.add(of(Draw.ACROSS).mul(x)).add(of(Draw.DOWN).mul(y));
    }

    /** With its border and its marker. */
    Tensor covered(Tensor film) {
      Tensor field = inside(Draw.BORDER_LEFT, Draw.BORDER_TOP, Draw.BORDER_RIGHT, Draw.BORDER_FOOT);
      Tensor mark = inside(Draw.MARK_LEFT, Draw.MARK_TOP, Draw.MARK_RIGHT, Draw.MARK_FOOT);
      return torch.where(mark, new Scalar(1), torch.where(field, film, of(Draw.BORDER_GREY)));
    }

    private Tensor inside(Draw left, Draw top, Draw right, Draw foot) {
      Tensor x = places(false);
      Tensor y = places(true);
      return x.ge(of(left))
          .logical_and(x.lt(of(right)))
          .logical_and(y.ge(of(top)))
          .logical_and(y.lt(of(foot)));
    }
  }
}
