package ai.chestnut.evaluation.layouts;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.layout.Point;
import ai.chestnut.radiograph.Radiograph;

/** A layout as those see it who shall tell drawn layouts from found ones. */
final class LayoutPicture {

  private LayoutPicture() {}

  /** Lungs dim, heart dimmer, findings bright; the more lie on each other, the brighter. */
  static Radiograph of(AnatomyMap anatomy, PathologyMap pathology, int side) {
    AnatomyMap map = anatomy.resized(side, side);
    byte[] codes = map.codes();
    float[] grey = new float[side * side];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = codes[i] == 0 ? 0 : codes[i] <= 2 ? 0.15f : codes[i] == 3 ? 0.1f : 0.05f;
    }
    for (Mask mask : pathology.masks().values()) {
      mask.resized(side, side).bits().stream().forEach(i -> grey[i] = Math.min(1, grey[i] + 0.4f));
    }
    return Radiograph.ofUnit(side, side, 8, grey);
  }

  /** What can be said of the masks in numbers: how many, how large, where, how rugged. */
  static double[] numbers(AnatomyMap anatomy, PathologyMap pathology) {
    Mask all = Mask.empty(anatomy.width(), anatomy.height());
    int parts = 0;
    for (Mask mask : pathology.masks().values()) {
      all = all.or(mask);
      parts += Components.of(mask).size();
    }
    double lungs = Math.max(1, anatomy.lungs().area());
    double area = all.area();
    Point middle = all.centroid().orElse(new Point(0, 0));
    double edge = area - all.eroded(1).area();
    double largest = Components.largest(all).area();
    double wide = all.bounds().map(box -> (double) box.width()).orElse(0.0) / anatomy.width();
    double high = all.bounds().map(box -> (double) box.height()).orElse(0.0) / anatomy.height();
    return new double[] {
      parts,
      Math.log(1 + area),
      area / lungs,
      middle.x() / anatomy.width(),
      middle.y() / anatomy.height(),
      area == 0 ? 0 : edge / Math.sqrt(area),
      area == 0 ? 0 : largest / area,
      wide,
      high,
      pathology.masks().size()
    };
  }
}
