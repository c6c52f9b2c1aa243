package ai.chestnut.dicom;

/** The kinds of objects that Chestnut writes (PS3.4, table B.5-1). */
public enum SopClass {
  DIGITAL_X_RAY_FOR_PRESENTATION("1.2.840.10008.5.1.4.1.1.1.1"),
  COMPUTED_RADIOGRAPHY("1.2.840.10008.5.1.4.1.1.1"),
  SECONDARY_CAPTURE("1.2.840.10008.5.1.4.1.1.7"),
  SEGMENTATION("1.2.840.10008.5.1.4.1.1.66.4"),
  COMPREHENSIVE_SR("1.2.840.10008.5.1.4.1.1.88.33");

  private final String uid;

  SopClass(String uid) {
    this.uid = uid;
  }

  public String uid() {
    return uid;
  }
}
