package ai.chestnut.synthesis;

import ai.chestnut.diffusion.Guidance;
import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.Mask;
import ai.chestnut.placement.RulePlacement;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One finding, the text that asks for it (or, where it shall go, for a film without it) and where.
 *
 * @param region of the film's size
 * @param strength factor of the guidance's weight
 */
record RegionText(Finding finding, Prompt text, Coverage region, double strength) {

  private static final double LITTLE = 0.75;
  private static final double MUCH = 1.4;

  /**
   * Every finding of the request that has a place, with the region that is given, else with one by
   * rule, as large as its severity says. A finding that shall go from a film is looked for
   * everywhere where it can be.
   *
   * @param anatomy of the film's size, for findings without a region
   */
  static List<RegionText> of(
      GenerationRequest request, Optional<AnatomyMap> anatomy, RandomStream places) {
    Map<Finding, List<Observation>> said = new LinkedHashMap<>();
    for (Observation each : request.prompt().observations()) {
      said.computeIfAbsent(each.finding(), finding -> new ArrayList<>()).add(each);
    }
    request
        .given()
        .pathology()
        .keySet()
        .forEach(finding -> said.putIfAbsent(finding, List.of(Observation.present(finding))));
    List<RegionText> texts = new ArrayList<>();
    said.forEach(
        (finding, observations) ->
            region(finding, observations, request.given(), anatomy, places)
                .ifPresent(region -> texts.add(of(finding, observations, region, request))));
    return texts;
  }

  private static RegionText of(
      Finding finding, List<Observation> said, Coverage region, GenerationRequest request) {
    Prompt asked = request.prompt();
    List<Observation> shown =
        said.stream().filter(each -> each.certainty() != Certainty.ABSENT).toList();
    Prompt text = Prompt.of(asked.view(), asked.sex(), asked.ageYears(), shown);
    return new RegionText(finding, text, region, strength(shown));
  }

  private static Optional<Coverage> region(
      Finding finding,
      List<Observation> said,
      Given given,
      Optional<AnatomyMap> anatomy,
      RandomStream places) {
    Optional<Coverage> drawn = Optional.ofNullable(given.pathology().get(finding));
    if (drawn.isPresent() || anatomy.isEmpty() || !Places.of(finding).drawn()) {
      return drawn;
    }
    boolean absent = said.stream().allMatch(each -> each.certainty() == Certainty.ABSENT);
    if (absent) {
      return given.from().isEmpty()
          ? Optional.empty()
          : said.stream()
              .map(each -> AllowedRegion.of(each, anatomy.get()))
              .filter(room -> !room.isEmpty())
              .reduce(Mask::or)
              .map(Coverage::of);
    }
    Prompt alone = Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), said);
    return new RulePlacement()
        .place(anatomy.get(), alone, places)
        .pathology()
        .of(finding)
        .map(Coverage::of);
  }

  private static double strength(List<Observation> said) {
    return said.stream()
        .flatMap(each -> each.severity().stream())
        .mapToDouble(
            severity ->
                switch (severity) {
                  case SMALL -> LITTLE;
                  case MODERATE -> 1;
                  case LARGE -> MUCH;
                })
        .max()
        .orElse(1);
  }

  /** The request's guidance, stronger for more of the finding. */
  Guidance guidance(Sampling sampling) {
    Guidance base = sampling.guidance();
    return new Guidance(Math.min(30, base.weight() * strength), base.rescale());
  }
}
