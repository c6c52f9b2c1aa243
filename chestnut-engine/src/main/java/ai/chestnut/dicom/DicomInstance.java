package ai.chestnut.dicom;

import ai.chestnut.storage.AtomicFile;
import java.nio.file.Path;

/**
 * One object, ready to be stored or sent.
 *
 * @param name of its file, such as {@code film.dcm}
 */
public record DicomInstance(String name, DataSet data) {

  public String sopClassUid() {
    return data.text(Attribute.SOP_CLASS_UID);
  }

  public String sopInstanceUid() {
    return data.text(Attribute.SOP_INSTANCE_UID);
  }

  /** The whole file: preamble, meta information, data set in explicit little endian. */
  public byte[] file() {
    return DicomWriter.file(data);
  }

  /** Writes the file under its name. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(name), file());
  }

  /** The item that refers to this object (PS3.3, table 10-11). */
  DataSet reference() {
    return new DataSet()
        .put(Attribute.REFERENCED_SOP_CLASS_UID, sopClassUid())
        .put(Attribute.REFERENCED_SOP_INSTANCE_UID, sopInstanceUid());
  }
}
