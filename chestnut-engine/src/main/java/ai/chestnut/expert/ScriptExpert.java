package ai.chestnut.expert;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.TorchScript;

/** An expert that another program trained: a TorchScript file behind a side-car. */
public sealed interface ScriptExpert permits ScriptClassifier, ScriptAnatomy, ScriptLesions {

  ScriptSight look(Radiograph film);

  /** The seat in a panel that it can take, such as {@link FindingClassifier#NAME}. */
  String seat();

  /**
   * @param script borrowed; must outlive the expert
   * @throws ai.chestnut.failure.RequestException if an output has no meaning here, or the file is
   *     no expert
   */
  static ScriptExpert of(TorchScript script, ScriptCard card, Device device) {
    ScriptNet net = new ScriptNet(script, card, device);
    return switch (card.task()) {
      case CLASSIFIER -> ScriptClassifier.of(net);
      case ANATOMY -> ScriptAnatomy.of(net);
      case LESIONS -> ScriptLesions.of(net);
      case FEATURES ->
          throw ScriptCard.wrong(
              card.place(),
              "task = \"features\", which says nothing of one film",
              "classifier, anatomy or lesions; features serve evaluate --features");
    };
  }
}
