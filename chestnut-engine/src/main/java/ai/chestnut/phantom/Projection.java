package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;

/**
 * A body seen through: what each ray loses, and where each structure is.
 *
 * @param attenuation size * size line integrals of the linear attenuation, the natural logarithm of
 *     incoming over arriving quanta (Beer and Lambert)
 * @param air size * size lengths of the rays in aerated lung, in widths of the picture
 * @param anatomy the silhouettes of the same solids
 */
record Projection(float[] attenuation, float[] air, AnatomyMap anatomy) {}
