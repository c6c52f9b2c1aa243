package ai.chestnut.expert;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to anatomy map: every pixel is the likeliest of background and the eight structures, without
 * stray islands; each overlap layer is where it is likelier than not.
 *
 * <p>Legend: n batch, s side, 9 structures (plane 0 background, else the code), 3 layers.
 */
public final class AnatomySegmenter {

  /** The name of this expert; its role stands before it. */
  public static final String NAME = "anatomy-segmenter";

  /** Background and the eight codes. */
  public static final int STRUCTURES = 1 + Anatomy.values().length;

  /** The overlap layers, in the order of their enum. */
  public static final int LAYERS = OverlapLayer.values().length;

  private static final double LIKELIER_THAN_NOT = 0.5;

  /**
   * What the net says before it decides.
   *
   * @param structures logits [n, 9, s, s] of one choice a pixel (softmax)
   * @param layers logits [n, 3, s, s], each on its own (sigmoid)
   */
  public record Logits(Tensor structures, Tensor layers) {}

  private final AnatomySegmenterConfig config;
  private final Device device;
  private final FilmEncoder encoder;
  private final FilmDecoder decoder;

  public AnatomySegmenter(Parameters.Place at, AnatomySegmenterConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.encoder = new FilmEncoder(at.at("encoder"), config.encoder());
    this.decoder = new FilmDecoder(at.at("decoder"), config.encoder(), STRUCTURES + LAYERS);
  }

  public AnatomySegmenterConfig config() {
    return config;
  }

  /** What it sees films through, for losses that compare features. */
  public FilmEncoder encoder() {
    return encoder;
  }

  /** films [n, 1, s, s] -> logits */
  public Logits forward(Tensor films) {
    Tensor planes = decoder.forward(encoder.levels(films)); // [n, 12, s, s]
    return new Logits(planes.narrow(1, 0, STRUCTURES), planes.narrow(1, STRUCTURES, LAYERS));
  }

  /** The map at the film's own size; a layer stands in it even where it is empty. */
  public AnatomyMap segment(Radiograph film) {
    int side = config.encoder().side();
    float[] planes =
        ExpertBatch.look(film, side, device, config.role().expert(NAME), this::probabilities);
    FilmFrame frame = FilmFrame.of(film, side);
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    int plane = STRUCTURES;
    for (OverlapLayer layer : OverlapLayer.values()) {
      layers.put(layer, frame.atLeast(planes, plane, side, LIKELIER_THAN_NOT));
      plane++;
    }
    byte[] codes =
        StrayParts.removed(frame.highest(planes, STRUCTURES, side), film.width(), film.height());
    return AnatomyMap.of(film.width(), film.height(), codes, layers);
  }

  /** films [n, 1, s, s] -> probabilities [n, 12, s, s] */
  Tensor probabilities(Tensor films) {
    Logits logits = forward(films);
    return Tensors.joined(1, logits.structures().softmax(1), logits.layers().sigmoid());
  }
}
