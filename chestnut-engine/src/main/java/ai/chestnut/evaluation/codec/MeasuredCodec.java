package ai.chestnut.evaluation.codec;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.Codes;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A codec of either kind as what it does to one film; owns its weights. */
public final class MeasuredCodec implements AutoCloseable {

  /**
   * What became of a film.
   *
   * @param film at 16 bit, so that rounding adds nothing
   * @param plain the same without grain, of a codec that adds some
   * @param codes of a codec that has some
   */
  public record Passed(Radiograph film, Optional<Radiograph> plain, Optional<Codes> codes) {}

  private final ModelIdentity identity;
  private final int factor;
  private final OptionalInt codes;
  private final Function<Radiograph, Passed> pass;
  private final Runnable close;

  /**
   * @param factor pixels along each side of a cell of its latent
   * @param codes entries of its codebook, where it has one
   * @param close frees its weights
   */
  MeasuredCodec(
      ModelIdentity identity,
      int factor,
      OptionalInt codes,
      Function<Radiograph, Passed> pass,
      Runnable close) {
    this.identity = identity;
    this.factor = factor;
    this.codes = codes;
    this.pass = pass;
    this.close = close;
  }

  /**
   * The codec of a name in the catalogue, of either kind.
   *
   * @throws RequestException if the name is that of another model
   */
  public static MeasuredCodec open(Catalogue catalogue, String name, Device device) {
    String kind = catalogue.kind(name);
    if (kind.equals(AutoencoderModel.KIND)) {
      return of(catalogue.autoencoder(name, device));
    }
    if (kind.equals(VqAutoencoderModel.KIND)) {
      return of(catalogue.visualCodes(name, device));
    }
    throw new RequestException(
        "model",
        "--model",
        "'" + name + "' of kind " + kind,
        AutoencoderModel.KIND + " or " + VqAutoencoderModel.KIND);
  }

  /**
   * @param model owned from here on
   */
  public static MeasuredCodec of(AutoencoderModel model) {
    return new MeasuredCodec(
        model.identity(),
        AutoencoderConfig.FACTOR,
        OptionalInt.empty(),
        film ->
            new Passed(
                film(film, model.through(film)),
                model.config().grainy()
                    ? Optional.of(film(film, model.throughPlain(film)))
                    : Optional.empty(),
                Optional.empty()),
        model::close);
  }

  /**
   * @param model owned from here on
   */
  public static MeasuredCodec of(VqAutoencoderModel model) {
    return new MeasuredCodec(
        model.identity(),
        VqAutoencoderConfig.FACTOR,
        OptionalInt.of(model.config().codes()),
        film -> {
          Codes codes = model.encode(film);
          return new Passed(
              film(film, model.decode(codes)),
              model.config().grainy()
                  ? Optional.of(film(film, model.decodePlain(codes)))
                  : Optional.empty(),
              Optional.of(codes));
        },
        model::close);
  }

  public ModelIdentity identity() {
    return identity;
  }

  /** Entries of its codebook, where it has one. */
  public OptionalInt codes() {
    return codes;
  }

  /**
   * Film to latent to film.
   *
   * @throws RequestException if the film's sides are no multiples of the codec's factor
   */
  public Passed pass(Radiograph film) {
    if (film.width() % factor != 0 || film.height() % factor != 0) {
      throw new RequestException(
          "film",
          identity.name(),
          film.width() + "x" + film.height(),
          "sides that are multiples of " + factor);
    }
    return pass.apply(film);
  }

  private static Radiograph film(Radiograph like, float[] signed) {
    float[] unit = new float[signed.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (signed[i] + 1) / 2;
    }
    return Radiograph.ofUnit(like.width(), like.height(), 16, unit);
  }

  @Override
  public void close() {
    close.run();
  }
}
