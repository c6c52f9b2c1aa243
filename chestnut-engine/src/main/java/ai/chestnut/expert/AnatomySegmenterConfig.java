package ai.chestnut.expert;

/** Shape of an anatomy segmenter. */
public record AnatomySegmenterConfig(Role role, EncoderConfig encoder) {

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static AnatomySegmenterConfig mu(Role role) {
    return new AnatomySegmenterConfig(role, EncoderConfig.mu(role));
  }
}
