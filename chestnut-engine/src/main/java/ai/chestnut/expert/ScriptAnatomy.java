package ai.chestnut.expert;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An anatomy segmenter from elsewhere: film to anatomy map.
 *
 * <p>With {@code values = "softmax"} a pixel is its likeliest plane. Else each plane stands on its
 * own, a pixel belongs to those likelier than not, and the topmost of them gives its code: from
 * below, lungs, diaphragm and abdomen, mediastinum, spine, trachea, aorta, heart. Several planes of
 * one meaning are one structure.
 */
public final class ScriptAnatomy implements ScriptExpert {

  private static final float LIKELIER_THAN_NOT = 0.5f;
  private static final String BACKGROUND = "background";
  private static final List<Anatomy> FROM_BELOW =
      List.of(
          Anatomy.LEFT_LUNG,
          Anatomy.RIGHT_LUNG,
          Anatomy.DIAPHRAGM_AND_ABDOMEN,
          Anatomy.MEDIASTINUM,
          Anatomy.SPINE,
          Anatomy.TRACHEA,
          Anatomy.AORTA,
          Anatomy.HEART);

  /**
   * What a plane shows: a structure, a layer, or (neither) nothing that we use.
   *
   * @param structure empty for a layer
   */
  private record Meaning(Optional<Anatomy> structure, Optional<OverlapLayer> layer) {

    static final Meaning NOTHING = new Meaning(Optional.empty(), Optional.empty());
  }

  private final ScriptNet net;
  private final List<Meaning> meanings;

  private ScriptAnatomy(ScriptNet net, List<Meaning> meanings) {
    this.net = net;
    this.meanings = meanings;
  }

  static ScriptAnatomy of(ScriptNet net) {
    List<Meaning> meanings = new ArrayList<>();
    for (String name : net.card().names()) {
      meanings.add(
          net.card().meaning(name).map(meant -> of(net, name, meant)).orElse(Meaning.NOTHING));
    }
    for (Anatomy lung : List.of(Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG)) {
      if (meanings.stream().noneMatch(each -> each.structure().equals(Optional.of(lung)))) {
        throw ScriptCard.wrong(
            net.card().place(), "no output for " + lung.canonicalName(), "both lungs, and more");
      }
    }
    return new ScriptAnatomy(net, List.copyOf(meanings));
  }

  private static Meaning of(ScriptNet net, String name, String meant) {
    String plain = Spelling.plain(meant);
    if (plain.equals(BACKGROUND)) {
      return Meaning.NOTHING;
    }
    Optional<Anatomy> structure = Anatomy.named(plain);
    Optional<OverlapLayer> layer =
        Arrays.stream(OverlapLayer.values())
            .filter(each -> Spelling.plain(each.slug()).equals(plain))
            .findFirst();
    if (structure.isEmpty() && layer.isEmpty()) {
      throw net.card().unmapped(name, "a structure such as \"left lung\" or \"clavicles\"");
    }
    return new Meaning(structure, layer);
  }

  /** The map at the film's own size; background where the network did not look. */
  public AnatomyMap segment(Radiograph film) {
    ScriptNet.Planes planes = net.planes(film);
    ScriptFrame frame = ScriptFrame.of(film, net.card().input());
    Canvas canvas = new Canvas(film.width(), film.height());
    boolean choice = net.card().output().values() == ScriptOutput.Values.SOFTMAX;
    for (int plane = 0; plane < meanings.size(); plane++) {
      canvas.paint(
          meanings.get(plane), frame.spread(planes.values(), plane, planes.resolution()), choice);
    }
    return AnatomyMap.of(film.width(), film.height(), canvas.codes, canvas.layers);
  }

  /** Planes one after another become codes and layers. */
  private static final class Canvas {

    private final int width;
    private final int height;
    private final byte[] codes;
    private final float[] best;
    private final Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);

    Canvas(int width, int height) {
      this.width = width;
      this.height = height;
      this.codes = new byte[width * height];
      this.best = new float[width * height];
    }

    void paint(Meaning meaning, float[] seen, boolean choice) {
      if (choice) {
        int code = meaning.structure().map(Anatomy::code).orElse(0);
        for (int i = 0; i < codes.length; i++) {
          if (seen[i] > best[i]) {
            best[i] = seen[i];
            codes[i] = (byte) code;
          }
        }
      } else if (meaning.structure().isPresent()) {
        int rank = FROM_BELOW.indexOf(meaning.structure().get());
        for (int i = 0; i < codes.length; i++) {
          if (seen[i] >= LIKELIER_THAN_NOT && rank >= rank(codes[i])) {
            codes[i] = (byte) meaning.structure().get().code();
          }
        }
      }
      if (meaning.layer().isPresent()) {
        Mask shown = Mask.where(width, height, i -> seen[i] >= LIKELIER_THAN_NOT);
        layers.merge(meaning.layer().get(), shown, Mask::or);
      }
    }

    private static int rank(byte code) {
      return Anatomy.ofCode(code).map(FROM_BELOW::indexOf).orElse(-1);
    }
  }

  @Override
  public ScriptSight look(Radiograph film) {
    return ScriptSight.of(segment(film));
  }

  @Override
  public String seat() {
    return AnatomySegmenter.NAME;
  }
}
