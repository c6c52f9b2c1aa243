package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.radiograph.Radiograph;
import java.util.List;

/** One expert's questions: answered film by film, marked at the end. */
interface ExamPaper {

  void answer(Manifest manifest, ManifestRow row, Radiograph film);

  List<ExpertFigure> marks();
}
