package ai.chestnut.archive;

import ai.chestnut.dicom.DicomInstance;
import ai.chestnut.dicom.StudyDicom;
import ai.chestnut.progress.Progress;
import java.nio.file.Path;

/**
 * The format {@code dicom}: {@code ID/film.dcm}, {@code ID/segmentation.dcm} where there are masks
 * and {@code ID/report.dcm} where there is a report, as {@link StudyDicom} makes them.
 */
public final class DicomExport implements ArchiveExport {

  private final ExportOptions options;

  public DicomExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "dicom";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Export export = Export.begin(archive, out, overwrite, options, progress);
    StudyDicom form = StudyDicom.of(archive.plan().name()).withKind(options.filmKind());
    export.each(
        row -> {
          Path folder = export.folder(row.study().id());
          for (DicomInstance instance : form.instances(archive.study(row.item()))) {
            instance.write(folder);
          }
        });
    export.text("README.md", DatasetCard.markdown(export));
    return export.studies();
  }
}
