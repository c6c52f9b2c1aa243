package ai.chestnut.phantom;

import java.util.Arrays;
import java.util.List;

/**
 * Sends parallel rays through a body and sums up closed-form chord lengths, each times its linear
 * attenuation: soft tissue as water at 70 kVp (0.2 per cm) over a field of 38 cm, lung at a quarter
 * of it, bone above it.
 */
final class Projector {

  /** Water over one width of the picture: 0.2 per cm times 38 cm. */
  static final double WATER = 7.6;

  private static final double LUNG = 0.27 * WATER;
  private static final double CORTEX = 2.3 * WATER;
  private static final double MARROW = 0.55 * WATER;
  private static final double VERTEBRA = 1.5 * WATER;
  private static final double BUNDLE = 3.6; // artery, vein and bronchial wall run together
  private static final double SHELL = 0.72; // inner over outer radius of a rib
  private static final double CORTEX_BREADTH = 0.0036; // of any bone

  private final Thorax thorax;
  private final Frame frame;
  private final int size;
  private final float[] scratch;
  private final int[] touched;
  private int count;

  private Projector(Thorax thorax) {
    this.thorax = thorax;
    this.frame = thorax.frame();
    this.size = frame.size();
    this.scratch = new float[size * size];
    this.touched = new int[size * size];
  }

  /**
   * @param boneContrast factor of what bone takes more than water
   */
  static Projection project(Thorax thorax, double boneContrast) {
    Projector projector = new Projector(thorax);
    float[] air = projector.air();
    float[] loss = projector.soft(air);
    projector.bones(loss, boneContrast);
    return new Projection(loss, air, AnatomySilhouette.of(thorax));
  }

  /** Length of each ray in aerated lung: lung minus heart, vessels of the middle and domes. */
  private float[] air() {
    float[] out = new float[size * size];
    Lungs lungs = thorax.lungs();
    Mediastinum middle = thorax.mediastinum();
    Diaphragm diaphragm = lungs.diaphragm();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = frame.bodyX(column, row);
        double y = frame.bodyY(column, row);
        LungSolid lung = lungs.at(x);
        double q = Math.abs(x);
        if (y <= lung.apexY() || q >= lung.outerQ()) {
          continue;
        }
        double deep = LungSolid.halfChord(q, lung.inner(y), lung.outer(y), lung.depthAt(y));
        if (deep == 0) {
          continue;
        }
        double top = diaphragm.top(x);
        double below = diaphragm.halfChord(top, y);
        // dome and heart lie one in front of the other around z = 0: the longer hides the shorter
        double solid = Math.max(below, y < top + 0.05 ? middle.heartHalfChord(x, y) : 0);
        double taken = solid + middle.pedicleHalfChord(x, y);
        out[row * size + column] = (float) Math.max(0, 2 * (deep - taken));
      }
    }
    knobOut(out);
    return out;
  }

  private void knobOut(float[] air) {
    Mediastinum middle = thorax.mediastinum();
    Arrays.fill(scratch, 0);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int i = row * size + column;
        if (air[i] > 0) {
          double half = middle.knob().halfChord(frame.bodyX(column, row), frame.bodyY(column, row));
          scratch[i] = (float) (2 * half);
        }
      }
    }
    for (Tube part : List.of(middle.arch(), middle.descending())) {
      part.paint(frame, 0, (i, rim, chord) -> scratch[i] = Math.max(scratch[i], (float) chord));
    }
    for (int i = 0; i < air.length; i++) {
      air[i] = Math.max(0, air[i] - scratch[i]);
    }
  }

  private float[] soft(float[] air) {
    float[] loss = new float[size * size];
    Torso torso = thorax.torso();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = frame.bodyX(column, row);
        double y = frame.bodyY(column, row);
        double tissue = torso.chord(x, y) - torso.gasChord(x, y);
        int i = row * size + column;
        loss[i] = (float) (WATER * Math.max(0, tissue) - (WATER - LUNG) * air[i]);
      }
    }
    Arrays.fill(scratch, 0);
    for (Tube tube : thorax.mediastinum().airway()) {
      tube.paint(frame, 0.7, (i, rim, chord) -> scratch[i] = Math.max(scratch[i], (float) chord));
    }
    for (int i = 0; i < loss.length; i++) {
      loss[i] = (float) Math.max(0, loss[i] - 0.65 * WATER * scratch[i]);
    }
    Arrays.fill(scratch, 0);
    for (Tube vessel : thorax.vessels()) {
      vessel.paint(
          frame, 0.55, (i, rim, chord) -> deepen(i, Math.min(BUNDLE * chord, 0.3 * air[i])));
      spill(loss, WATER - LUNG);
    }
    return loss;
  }

  /** Keeps the longest chord of one structure at each pixel: overlapping pieces count once. */
  private void deepen(int i, double chord) {
    if (scratch[i] == 0 && chord > 0) {
      touched[count++] = i;
    }
    scratch[i] = Math.max(scratch[i], (float) chord);
  }

  /** Adds the structure's chords to the loss and clears them. */
  private void spill(float[] loss, double attenuation) {
    for (int k = 0; k < count; k++) {
      int i = touched[k];
      loss[i] += (float) (attenuation * scratch[i]);
      scratch[i] = 0;
    }
    count = 0;
  }

  private void bones(float[] loss, double contrast) {
    Arrays.fill(scratch, 0);
    Skeleton skeleton = thorax.skeleton();
    for (Tube rib : skeleton.posterior()) {
      hollow(rib, loss, contrast);
    }
    for (Tube rib : skeleton.anterior()) {
      hollow(rib, loss, 0.8 * contrast);
    }
    for (Tube bone : skeleton.clavicles()) {
      hollow(bone, loss, 1.25 * contrast);
    }
    for (Tube bone : skeleton.shoulders()) {
      hollow(bone, loss, 0.8 * contrast);
    }
    Spine spine = skeleton.spine();
    double turn = frame.turned(-0.12);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double chord = spine.chord(frame.bodyX(column, row) - turn, frame.bodyY(column, row));
        loss[row * size + column] += (float) (contrast * VERTEBRA * chord);
      }
    }
  }

  /** A shell of cortex around marrow: the rim is bright, as on a film. */
  private void hollow(Tube bone, float[] loss, double contrast) {
    double shell = 1 - Math.min(1 - SHELL, CORTEX_BREADTH / bone.radius(0));
    bone.paint(
        frame,
        0.6,
        (i, rim, chord) -> {
          double whole = Math.sqrt(1 - rim * rim);
          double core = rim < shell ? Math.sqrt(shell * shell - rim * rim) : 0;
          double cortex = chord * (whole - core) / Math.max(whole, 1e-6);
          double marrow = chord * core / Math.max(whole, 1e-6);
          double more = contrast * (0.62 * (CORTEX * cortex) + MARROW * marrow);
          deepen(i, more);
        });
    spill(loss, 1);
  }
}
