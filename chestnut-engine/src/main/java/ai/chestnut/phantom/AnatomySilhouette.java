package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The silhouettes of a body's solids. Where they overlap, the map shows trachea, heart, aorta,
 * spine, mediastinum, lung, abdomen, in this order; the lungs are the aerated field above the
 * domes.
 */
final class AnatomySilhouette {

  private final Thorax thorax;
  private final Frame frame;
  private final int size;

  private AnatomySilhouette(Thorax thorax) {
    this.thorax = thorax;
    this.frame = thorax.frame();
    this.size = frame.size();
  }

  static AnatomyMap of(Thorax thorax) {
    return new AnatomySilhouette(thorax).map();
  }

  private AnatomyMap map() {
    Mediastinum middle = thorax.mediastinum();
    BitSet airway = union(middle.airway());
    BitSet arch = union(List.of(middle.arch()));
    byte[] codes = new byte[size * size];
    BitSet envelope = new BitSet(size * size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int i = row * size + column;
        double x = frame.bodyX(column, row);
        double y = frame.bodyY(column, row);
        boolean inLung = inLung(x, y);
        envelope.set(i, inLung);
        codes[i] = (byte) code(x, y, inLung, airway.get(i), arch.get(i));
      }
    }
    Skeleton skeleton = thorax.skeleton();
    BitSet ribs = union(skeleton.posterior());
    ribs.or(union(skeleton.anterior()));
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    layers.put(OverlapLayer.RIBS, Mask.of(size, size, ribs));
    layers.put(OverlapLayer.CLAVICLES, Mask.of(size, size, union(skeleton.clavicles())));
    layers.put(OverlapLayer.LUNG_ENVELOPE, Mask.of(size, size, envelope));
    return AnatomyMap.of(size, size, codes, layers);
  }

  /** Inside a lung, be it behind the heart or the dome. */
  private boolean inLung(double x, double y) {
    LungSolid lung = thorax.lungs().at(x);
    double q = Math.abs(x);
    if (y <= lung.apexY() || q >= lung.outerQ()) {
      return false;
    }
    double deep = LungSolid.halfChord(q, lung.inner(y), lung.outer(y), lung.depthAt(y));
    Diaphragm diaphragm = thorax.lungs().diaphragm();
    return deep > diaphragm.halfChord(diaphragm.top(x), y);
  }

  private int code(double x, double y, boolean inLung, boolean airway, boolean arch) {
    Mediastinum middle = thorax.mediastinum();
    double floor = thorax.lungs().diaphragm().top(x);
    if (airway) {
      return Anatomy.TRACHEA.code();
    }
    if (y < floor && middle.heartHalfChord(x, y) > 0) {
      return Anatomy.HEART.code();
    }
    if (arch || middle.knob().halfChord(x, y) > 0) {
      return Anatomy.AORTA.code();
    }
    if (thorax.skeleton().spine().covers(x - frame.turned(-0.12), y)) {
      return Anatomy.SPINE.code();
    }
    if (y < floor && middle.pedicleHalfChord(x, y) > 0) {
      return Anatomy.MEDIASTINUM.code();
    }
    if (y < floor) {
      return inLung ? (x < 0 ? Anatomy.RIGHT_LUNG.code() : Anatomy.LEFT_LUNG.code()) : 0;
    }
    return Math.abs(x) < thorax.lungs().at(x).outerQ() ? Anatomy.DIAPHRAGM_AND_ABDOMEN.code() : 0;
  }

  private BitSet union(List<Tube> tubes) {
    BitSet bits = new BitSet(size * size);
    for (Tube tube : tubes) {
      tube.paint(frame, 0, (i, rim, chord) -> bits.set(i));
    }
    return bits;
  }
}
