package ai.chestnut.expert;

/** Shape of an attribute expert. */
public record AttributeExpertConfig(Role role, EncoderConfig encoder) {

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static AttributeExpertConfig mu(Role role) {
    return new AttributeExpertConfig(role, EncoderConfig.mu(role));
  }
}
