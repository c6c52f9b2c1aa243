package ai.chestnut.cli;

import ai.chestnut.placement.LayoutSampling;
import ai.chestnut.synthesis.AuradSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** The stages of method aurad; what is not given is the standard. */
final class AuradOptions {

  @Option(
      names = "--places",
      paramLabel = "learned|rules|none",
      defaultValue = "learned",
      description =
          "With method aurad, where masks come from that are not given: the layout generator,"
              + " fixed rules, or none, so that the text alone says what is there"
              + " (default: ${DEFAULT-VALUE}).")
  private String places = "learned";

  @Option(
      names = "--blind",
      paramLabel = "none|anatomy|prompt",
      defaultValue = "none",
      description =
          "With method aurad, what the layout generator is not told, for comparison"
              + " (default: ${DEFAULT-VALUE}).")
  private String blind = "none";

  @Option(
      names = "--layout-steps",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "With method aurad, steps of the layout generator, from 1 (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--control-scale",
      paramLabel = "W",
      defaultValue = "1",
      description =
          "With method aurad, how strongly the masks steer the film, 0 to 4; 0 leaves it to the"
              + " text (default: ${DEFAULT-VALUE}).")
  private double scale;

  AuradSettings settings() {
    LayoutSampling all = LayoutSampling.standard().withSteps(steps);
    LayoutSampling drawing =
        switch (Choice.of("blind", "--blind", blind, List.of("none", "anatomy", "prompt"))) {
          case "anatomy" -> all.withoutAnatomy();
          case "prompt" -> all.withoutWishes();
          default -> all;
        };
    return AuradSettings.standard()
        .withPlaces(AuradSettings.Places.named(places))
        .withDrawing(drawing)
        .withScale(scale);
  }
}
