package ai.chestnut.expert;

import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A lesion segmenter from elsewhere: film to a mask for each finding that it knows. */
public final class ScriptLesions implements ScriptExpert {

  private static final double LIKELIER_THAN_NOT = 0.5;

  private final ScriptNet net;
  private final ScriptFindings findings;

  private ScriptLesions(ScriptNet net, ScriptFindings findings) {
    this.net = net;
    this.findings = findings;
  }

  static ScriptLesions of(ScriptNet net) {
    return new ScriptLesions(net, ScriptFindings.of(net.card(), true));
  }

  /** Masks of what is likelier than not, at the film's own size; specks are dropped. */
  public LesionSegmenter.Lesions segment(Radiograph film) {
    ScriptNet.Planes planes = net.planes(film);
    ScriptFrame frame = ScriptFrame.of(film, net.card().input());
    Map<Finding, Double> highest = new EnumMap<>(Finding.class);
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    for (int plane = 0; plane < findings.outputs().size(); plane++) {
      Optional<Finding> finding = findings.outputs().get(plane);
      if (finding.isPresent()) {
        float[] seen = frame.spread(planes.values(), plane, planes.resolution());
        double most = 0;
        for (float value : seen) {
          most = Math.max(most, value);
        }
        highest.put(finding.get(), most);
        Mask mask =
            Components.cleaned(
                Mask.where(film.width(), film.height(), i -> seen[i] >= LIKELIER_THAN_NOT));
        if (!mask.isEmpty()) {
          masks.put(finding.get(), mask);
        }
      }
    }
    return new LesionSegmenter.Lesions(
        PathologyMap.of(film.width(), film.height(), masks), Collections.unmodifiableMap(highest));
  }

  @Override
  public ScriptSight look(Radiograph film) {
    return ScriptSight.of(segment(film));
  }

  @Override
  public String seat() {
    return LesionSegmenter.NAME;
  }
}
