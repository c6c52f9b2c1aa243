package ai.chestnut.evaluation;

/**
 * How well an expert does one thing on films whose truth is known.
 *
 * @param expert such as {@code filter-anatomy-segmenter}
 * @param measure such as {@code dice}
 * @param subject a structure, a finding or an attribute
 * @param source the collection, or "all"
 * @param films how many it was measured on
 * @param value with its 95 % interval over patients
 */
public record ExpertFigure(
    String expert, String measure, String subject, String source, int films, Interval value) {}
