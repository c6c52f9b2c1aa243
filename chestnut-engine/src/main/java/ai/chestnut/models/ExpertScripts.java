package ai.chestnut.models;

import ai.chestnut.expert.ScriptCard;
import ai.chestnut.expert.ScriptExpert;
import ai.chestnut.expert.ScriptExperts;
import ai.chestnut.storage.Sha256;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.TorchScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Experts from elsewhere: TorchScript files with their side-cars; owns them. */
public final class ExpertScripts implements AutoCloseable {

  private final List<TorchScript> scripts;
  private final ScriptExperts experts;
  private final List<ModelIdentity> identities;

  private ExpertScripts(
      List<TorchScript> scripts, ScriptExperts experts, List<ModelIdentity> identities) {
    this.scripts = scripts;
    this.experts = experts;
    this.identities = List.copyOf(identities);
  }

  /**
   * Opens files, each with the side-car that lies beside it.
   *
   * @param files by the name that each has in the panel
   * @throws ai.chestnut.failure.FileException if a file is missing, damaged or no TorchScript
   * @throws ai.chestnut.failure.RequestException if a name or a side-car is wrong
   */
  public static ExpertScripts read(Map<String, Path> files, Device device) {
    List<TorchScript> scripts = new ArrayList<>();
    List<ModelIdentity> identities = new ArrayList<>();
    TreeMap<String, ScriptExpert> byName = new TreeMap<>();
    boolean read = false;
    try {
      new TreeMap<>(files)
          .forEach(
              (name, file) -> {
                TorchScript script = TorchScript.read(file, device);
                scripts.add(script);
                byName.put(name, ScriptExpert.of(script, ScriptCard.of(file), device));
                identities.add(new ModelIdentity(name, script.sha256()));
                Path card = ScriptCard.file(file);
                identities.add(new ModelIdentity(name + " side-car", Sha256.of(card)));
              });
      ExpertScripts all = new ExpertScripts(scripts, new ScriptExperts(byName), identities);
      read = true;
      return all;
    } finally {
      if (!read) {
        scripts.forEach(TorchScript::close); // one was wrong: the others must not leak
      }
    }
  }

  public ScriptExperts experts() {
    return experts;
  }

  /** The files, each by its name in the panel, with its side-car. */
  public List<ModelIdentity> identities() {
    return identities;
  }

  @Override
  public void close() {
    scripts.forEach(TorchScript::close);
  }
}
