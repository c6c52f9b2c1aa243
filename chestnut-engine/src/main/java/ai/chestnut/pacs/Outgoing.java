package ai.chestnut.pacs;

import ai.chestnut.dicom.DicomInstance;
import ai.chestnut.dicom.FileHeader;
import ai.chestnut.dicom.TransferSyntax;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One object on its way.
 *
 * @param file the whole file: preamble, meta information, data set
 * @param place where it comes from, for messages
 */
record Outgoing(FileHeader header, byte[] file, Path place) {

  static Outgoing of(DicomInstance instance, Path study) {
    byte[] file = instance.file();
    Path place = study.resolve(instance.name());
    return new Outgoing(FileHeader.of(file, place), file, place);
  }

  static Outgoing of(byte[] file, Path place) {
    return new Outgoing(FileHeader.of(file, place), file, place);
  }

  Kind kind() {
    return new Kind(header.sopClassUid(), header.transferSyntaxUid());
  }

  /** The data set alone, in the syntax that the store has agreed to. */
  byte[] dataSet(String transferSyntaxUid) {
    if (transferSyntaxUid.equals(header.transferSyntaxUid())) {
      return Arrays.copyOfRange(file, header.offset(), file.length);
    }
    return FileHeader.implicit(file, place);
  }

  /** What a store must agree to take. */
  record Kind(String sopClassUid, String transferSyntaxUid) {

    /** Plain objects may also be sent in the syntax that everybody must take. */
    boolean mayBeImplicit() {
      return transferSyntaxUid.equals(TransferSyntax.EXPLICIT_LITTLE.uid());
    }
  }
}
