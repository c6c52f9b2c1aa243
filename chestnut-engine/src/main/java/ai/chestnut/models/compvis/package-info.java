/**
 * Checkpoints in the layout of CompVis latent diffusion (Rombach et al. 2022), which XReal and
 * Cheff share: read without running anything in them, and their three networks.
 */
@NullMarked
package ai.chestnut.models.compvis;

import org.jspecify.annotations.NullMarked;
