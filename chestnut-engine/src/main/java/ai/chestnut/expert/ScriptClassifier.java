package ai.chestnut.expert;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A classifier from elsewhere: film to a probability for each finding that it knows. */
public final class ScriptClassifier implements ScriptExpert {

  private final ScriptNet net;
  private final ScriptFindings findings;

  private ScriptClassifier(ScriptNet net, ScriptFindings findings) {
    this.net = net;
    this.findings = findings;
  }

  static ScriptClassifier of(ScriptNet net) {
    return new ScriptClassifier(net, ScriptFindings.of(net.card(), false));
  }

  /** The probability of each finding that it knows, 0 to 1, as the file says it. */
  public Map<Finding, Double> probabilities(Radiograph film) {
    float[] seen = net.probabilities(film);
    Map<Finding, Double> probabilities = new EnumMap<>(Finding.class);
    for (int i = 0; i < seen.length; i++) {
      double value = seen[i];
      findings.outputs().get(i).ifPresent(finding -> probabilities.put(finding, value));
    }
    return Collections.unmodifiableMap(probabilities);
  }

  @Override
  public ScriptSight look(Radiograph film) {
    return ScriptSight.of(probabilities(film));
  }

  @Override
  public String seat() {
    return FindingClassifier.NAME;
  }
}
