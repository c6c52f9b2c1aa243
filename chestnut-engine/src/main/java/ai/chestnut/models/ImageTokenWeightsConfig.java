package ai.chestnut.models;

import ai.chestnut.language.ImageTokenConfig;

/**
 * An image-token model and what it was trained on.
 *
 * @param side of its films in pixels
 * @param codec SHA-256 of the vector-quantised autoencoder
 * @param aligner SHA-256 of the patch-word aligner
 * @param codebook SHA-256 of the visual codebook
 */
public record ImageTokenWeightsConfig(
    int side, ImageTokenConfig network, String codec, String aligner, String codebook) {}
