package ai.chestnut.archive;

import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code origin.json}: what makes the studies of an archive. */
final class OriginJson {

  private OriginJson() {}

  static String write(Provenance origin) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("synthetic", true);
    root.put("software", origin.software());
    List<Map<String, String>> models = new ArrayList<>();
    for (ModelUsed model : origin.models()) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("name", model.name());
      entry.put("sha256", model.sha256());
      models.add(entry);
    }
    root.put("models", models);
    return ArchiveManifest.json(root);
  }
}
