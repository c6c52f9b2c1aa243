package ai.chestnut.cli;

import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.study.StudyFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * What stands beside an edited film: {@code counterfactual/ID-before.png}, the film as it was
 * given, and {@code counterfactual/ID-change.png}, 255 where a pixel differs.
 */
record Counterfactual(Path out, Radiograph before) {

  void write(StudyFile study, Radiograph after) {
    Path folder = out.resolve("counterfactual");
    OutOption.make(folder);
    String id = study.study().id();
    RadiographFiles.write(before, folder.resolve(id + "-before.png"), Map.of());
    MaskFiles.write(change(before, after), folder.resolve(id + "-change.png"));
  }

  static Mask change(Radiograph before, Radiograph after) {
    int width = before.width();
    return Mask.where(
        width,
        before.height(),
        i -> before.at(i % width, i / width) != after.at(i % width, i / width));
  }
}
