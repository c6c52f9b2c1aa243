package ai.chestnut.dicom;

/**
 * A coded concept (PS3.3, 8.8).
 *
 * @param value such as {@code 39607008}; at most 16 characters
 * @param scheme {@code SCT} (SNOMED CT), {@code DCM} (PS3.16, annex D), {@code LN} (LOINC), {@code
 *     RFC5646}, or {@link #OWN}
 * @param meaning for people; at most 64 characters
 */
record Code(String value, String scheme, String meaning) {

  /** What no public scheme has a word for. */
  static final String OWN = "99CHESTNUT";

  Code {
    if (value.isEmpty() || value.length() > 16 || meaning.isEmpty() || meaning.length() > 64) {
      throw new IllegalArgumentException(
          "code: got '" + value + "' (" + meaning + "), expected 1..16 and 1..64 characters");
    }
  }

  static Code sct(String value, String meaning) {
    return new Code(value, "SCT", meaning);
  }

  static Code dcm(String value, String meaning) {
    return new Code(value, "DCM", meaning);
  }

  /** As the one item of a code sequence. */
  DataSet item() {
    DataSet item =
        new DataSet()
            .put(Attribute.CODE_VALUE, value)
            .put(Attribute.CODING_SCHEME_DESIGNATOR, scheme);
    return item.put(Attribute.CODE_MEANING, meaning);
  }
}
