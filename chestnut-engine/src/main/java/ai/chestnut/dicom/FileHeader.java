package ai.chestnut.dicom;

import ai.chestnut.failure.FileException;
import java.nio.file.Path;

/**
 * What a DICOM file says before its data set (PS3.10, 7.1).
 *
 * @param offset where the data set begins
 */
public record FileHeader(
    String sopClassUid, String sopInstanceUid, String transferSyntaxUid, int offset) {

  /**
   * @param place named in the message
   * @throws FileException if this is no DICOM file, or its header is not whole
   */
  public static FileHeader of(byte[] file, Path place) {
    try {
      return DicomParser.header(file);
    } catch (Malformed wrong) {
      throw new FileException("DICOM file", place, wrong.got(), wrong.expected(), wrong);
    }
  }

  /**
   * The data set of an explicit little endian file in implicit little endian.
   *
   * @throws FileException if it is damaged
   */
  public static byte[] implicit(byte[] file, Path place) {
    try {
      return DicomWriter.implicit(DicomParser.file(file, file.length).data());
    } catch (Malformed wrong) {
      throw new FileException("DICOM file", place, wrong.got(), wrong.expected(), wrong);
    }
  }
}
