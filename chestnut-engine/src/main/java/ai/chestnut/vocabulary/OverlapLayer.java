package ai.chestnut.vocabulary;

/**
 * Structures that lie over others and therefore have a mask of their own beside the anatomy map.
 */
public enum OverlapLayer {
  RIBS("ribs"),
  CLAVICLES("clavicles"),
  /** The lungs with what lies behind heart and diaphragm. */
  LUNG_ENVELOPE("lung-envelope");

  private final String slug;

  OverlapLayer(String slug) {
    this.slug = slug;
  }

  /** The name of its file, such as "lung-envelope". */
  public String slug() {
    return slug;
  }
}
