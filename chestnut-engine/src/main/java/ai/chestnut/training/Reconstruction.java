package ai.chestnut.training;

import ai.chestnut.codec.DecodedFilm;
import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What every codec learns from and towards: films, their likeness to what it makes of them, and a
 * critic (Esser et al. 2021, section 3.1). Owns all of it.
 */
final class Reconstruction implements AutoCloseable {

  private static final int HELD_OUT_FILMS = 32;
  private static final int HELD_OUT_BATCH = 8;
  private static final int SHEET = 4;

  /** What there is to choose. */
  record Choice(FilmWindows windows, Likeness likeness, Optional<Critique> critic) {}

  private final Choice choice;
  private final FilmBank films;
  private final FilmBank heldOut;
  private final long seed;
  private final Device device;
  private final Optional<PerceptualDistance> experts;
  private final Optional<PatchRival> rival;
  private double share;

  Reconstruction(Choice choice, Films films, Films heldOut, long seed, Device device) {
    this.choice = choice;
    this.films = FilmBank.of(films, device);
    this.heldOut = FilmBank.of(heldOut, device);
    this.seed = seed;
    this.device = device;
    this.experts =
        choice.likeness().experts().map(place -> PerceptualDistance.read(place, seed, device));
    this.rival =
        choice
            .critic()
            .map(
                critique ->
                    new PatchRival(
                        Parameters.random(RandomStream.of(seed, 0, "critic").nextLong(), device),
                        critique));
    experts.ifPresent(
        eyes -> {
          int crop = Math.min(choice.windows().crop(), films.side());
          if (crop % eyes.side() != 0 || films.side() % eyes.side() != 0) {
            throw new RequestException(
                "windows",
                "crop",
                crop + " of " + films.side() + " pixels",
                "multiples of " + eyes.side() + ", the side that the experts see");
          }
        });
  }

  Optional<Rival> rival() {
    return rival.map(critic -> critic);
  }

  /** How much of the training is done. */
  void reached(double done) {
    share = done;
  }

  /** The step's films or windows, [n, 1, s, s] in [-1, 1]. */
  Tensor films(long step) {
    RandomStream stream = RandomStream.of(seed, step, "batch");
    return choice.windows().draw(films, stream, whole());
  }

  /** White noise for the decoder's grain, [n, 1, s, s]. */
  Tensor noise(long step, Tensor films) {
    return BatchNoise.normal(seed, step, "grain", device, films.shape());
  }

  private boolean whole() {
    return choice.windows().whole(share);
  }

  /**
   * A scalar to minimise. Pixels and what experts see are compared without the grain, which only
   * answers for its own strength; the critic sees both together.
   *
   * @param films what the codec was given
   * @param made what it made of them, with its graph
   * @param lastKernel of the layer that made the pixels
   */
  Tensor loss(Tensor films, DecodedFilm made, Tensor lastKernel) {
    Tensor plain = made.plain().to(torch.ScalarType.Float);
    Optional<Tensor> grain = made.grain().map(some -> some.to(torch.ScalarType.Float));
    Tensor likeness = likeness(films, plain, whole());
    Tensor ofGrain =
        grain
            .map(some -> FineDetail.lacking(films, plain, some))
            .orElseGet(() -> FineDetail.octaves(films, plain))
            .mul(new Scalar(choice.likeness().octaves()));
    if (rival.isEmpty()) {
      return likeness.add(ofGrain);
    }
    Critique critic = choice.critic().orElseThrow();
    Tensor seen = grain.map(some -> plain.add(some.detach())).orElse(plain);
    if (critic.learns(share)) {
      rival.get().see(films, seen);
    }
    double heard = critic.heard(share);
    if (heard == 0) {
      return likeness.add(ofGrain);
    }
    return BalancedLoss.of(
            new BalancedLoss.Balance(plain, lastKernel, heard * critic.weight(), critic.most()),
            likeness,
            rival.get().makerLoss(seen))
        .add(ofGrain);
  }

  private Tensor likeness(Tensor films, Tensor made, boolean whole) {
    Likeness wanted = choice.likeness();
    Tensor error = made.sub(films); // [n, 1, s, s]
    Tensor sum = error.abs().mean();
    if (wanted.gradient() > 0) {
      sum = sum.add(FineDetail.gradients(error), new Scalar(wanted.gradient()));
    }
    return sum.add(whatExpertsSee(films, made, whole));
  }

  private Tensor whatExpertsSee(Tensor films, Tensor made, boolean whole) {
    Likeness wanted = choice.likeness();
    Tensor sum = films.new_zeros(new long[] {});
    if (wanted.perceptual() > 0) {
      sum = sum.add(experts.orElseThrow().between(films, made), new Scalar(wanted.perceptual()));
    }
    if (wanted.clinical() > 0 && whole) {
      sum = sum.add(experts.orElseThrow().clinical(films, made), new Scalar(wanted.clinical()));
    }
    return sum;
  }

  /**
   * What chooses the checkpoint. Beside a critic, grain is made up and no pixel of it is right:
   * then pixels are compared at half size, and grain by its power alone.
   */
  private Tensor unlikeness(Tensor films, Tensor made) {
    if (rival.isEmpty()) {
      return likeness(films, made, true);
    }
    Tensor coarse = torch.avg_pool2d(made.sub(films), 2, 2).abs().mean();
    return coarse.add(FineDetail.octaves(films, made)).add(whatExpertsSee(films, made, true));
  }

  /** The mean unlikeness of whole held-out films and what the codec makes of them. */
  double heldOut(UnaryOperator<Tensor> codec) {
    int count = Math.min(HELD_OUT_FILMS, heldOut.count());
    double sum = 0;
    for (int first = 0; first < count; first += HELD_OUT_BATCH) {
      int[] batch = IntStream.range(first, Math.min(count, first + HELD_OUT_BATCH)).toArray();
      sum +=
          batch.length
              * Scope.computing(
                  () -> {
                    Tensor given = heldOut.whole(batch);
                    Tensor made = codec.apply(given).to(torch.ScalarType.Float);
                    return unlikeness(given, made).item_double();
                  });
    }
    return sum / count;
  }

  /** Held-out films above what the codec makes of them. */
  Radiograph preview(UnaryOperator<Tensor> codec) {
    int count = Math.min(SHEET, heldOut.count());
    int side = heldOut.side();
    float[] both =
        Scope.computing(
            () -> {
              Tensor given = heldOut.whole(IntStream.range(0, count).toArray());
              return Tensors.floats(
                  Tensors.joined(0, given, codec.apply(given).to(torch.ScalarType.Float)));
            });
    List<float[]> sheet = new ArrayList<>();
    for (int film = 0; film < 2 * count; film++) {
      sheet.add(java.util.Arrays.copyOfRange(both, film * side * side, (film + 1) * side * side));
    }
    return Sheet.of(sheet, side, count);
  }

  @Override
  public void close() {
    films.close();
    heldOut.close();
    experts.ifPresent(PerceptualDistance::close);
    rival.ifPresent(PatchRival::close);
  }
}
