package ai.chestnut.expert;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the gates decide by.
 *
 * @param asked empty for a film that nobody asked for
 * @param probabilities of the findings that the classifier knows; empty without one
 * @param anatomy empty without a segmenter
 * @param cosine of the film and its text; empty without a scorer or a prompt
 * @param distance to real films; empty without a measure of it
 */
record Evidence(
    Optional<Prompt> asked,
    Map<Finding, Double> probabilities,
    Optional<AnatomyMap> anatomy,
    OptionalDouble cosine,
    OptionalDouble distance) {}
