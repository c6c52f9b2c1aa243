package ai.chestnut.models;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A layout as planes for a network: one per anatomy code, then one per finding, 1 inside and 0
 * outside.
 *
 * @param findings that have a plane, in its order
 */
public record LayoutPlanes(List<Finding> findings) {

  public LayoutPlanes {
    findings = List.copyOf(findings);
  }

  /** Every finding that can have a mask. */
  public static LayoutPlanes standard() {
    return new LayoutPlanes(
        Arrays.stream(Finding.values()).filter(each -> each != Finding.NO_FINDING).toList());
  }

  /** The planes of a configuration's slugs. */
  public static LayoutPlanes named(List<String> slugs) {
    List<Finding> findings = new ArrayList<>();
    for (String slug : slugs) {
      findings.add(
          Finding.named(slug)
              .orElseThrow(
                  () -> new RequestException("layout planes", "findings", slug, "a finding")));
    }
    return new LayoutPlanes(Collections.unmodifiableList(findings));
  }

  /** Number of planes that hold structures; the plane of a structure is its code less one. */
  public static int structures() {
    return Anatomy.values().length;
  }

  /** Number of planes. */
  public int count() {
    return structures() + findings.size();
  }

  /** Slugs of the findings, for a configuration. */
  public List<String> slugs() {
    return findings.stream().map(Finding::slug).toList();
  }

  /**
   * The planes one after another, row-major.
   *
   * @param anatomy any size
   * @param pathology any size; findings without a plane are left out
   * @param side of the planes
   */
  public float[] of(AnatomyMap anatomy, PathologyMap pathology, int side) {
    int area = side * side;
    float[] planes = new float[count() * area];
    byte[] codes = anatomy.resized(side, side).codes();
    for (int i = 0; i < area; i++) {
      if (codes[i] > 0) {
        planes[(codes[i] - 1) * area + i] = 1;
      }
    }
    PathologyMap fitted = pathology.resized(side, side);
    for (int k = 0; k < findings.size(); k++) {
      int first = (structures() + k) * area;
      fitted
          .of(findings.get(k))
          .map(Mask::bits)
          .ifPresent(bits -> bits.stream().forEach(i -> planes[first + i] = 1));
    }
    return planes;
  }
}
