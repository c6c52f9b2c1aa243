package ai.chestnut.models;

/**
 * Which weights these are.
 *
 * @param name name in the catalogue, such as {@code autoencoder-v0}
 * @param sha256 of the weight file; for random weights, of their seed and configuration
 */
public record ModelIdentity(String name, String sha256) {}
