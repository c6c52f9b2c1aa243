package ai.chestnut.dicom;

/** What is wrong with a file, before its name is known: what was found and what should be there. */
final class Malformed extends Exception {

  private static final long serialVersionUID = 1L;

  private final String got;
  private final String expected;

  Malformed(String got, String expected) {
    super("got " + got + ", expected " + expected);
    this.got = got;
    this.expected = expected;
  }

  String got() {
    return got;
  }

  String expected() {
    return expected;
  }
}
