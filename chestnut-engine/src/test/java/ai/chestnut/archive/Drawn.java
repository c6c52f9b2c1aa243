package ai.chestnut.archive;

import ai.chestnut.config.Toml;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Finding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Films of noise with an anatomy and drawn findings, of which the panel refuses one in nine. */
final class Drawn extends Archives.Noise {

  static final Plan PLAN =
      Toml.parse(
          """
          name = "drawn"
          method = "text"
          model = "mu"
          seed = 7
          shard = 50
          [sampling]
          steps = 2
          guidance = 1
          size = 16
          bitDepth = 8
          [panel]
          filter = true
          attempts = 1
          [[cells]]
          count = 2
          ages = "20-39"
          [cells.each]
          findings = ["nodule", "pleural effusion; edema"]
          lateralities = ["left", "right"]
          sexes = ["F", "M"]
          views = ["PA", "AP"]
          [[cells]]
          count = 119
          findings = "no finding"
          sex = "F"
          [splits]
          train = 8
          val = 1
          test = 1
          """,
          "plan",
          Plan.class);

  /** For a field that a test sets up later. */
  static final ArchiveManifest NOTHING =
      new ArchiveManifest(
          "", "", true, 0, 0, List.of(), new TreeMap<>(), 0, List.of(), new TreeMap<>());

  @Override
  public StudyBundle attempt(PlanItem item, int attempt) {
    StudyBundle plain = super.attempt(item, attempt);
    byte[] codes = new byte[16 * 16];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) (i / 16 < 2 ? 0 : 1 + (i % 16) / 2);
    }
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    Map<Finding, VerifiedLabel> verified = new EnumMap<>(Finding.class);
    RandomStream chance = RandomStream.of(5, item.index(), "masks");
    item.prompt()
        .observations()
        .forEach(
            seen -> {
              int x = chance.nextInt(9);
              int y = chance.nextInt(9);
              masks.put(
                  seen.finding(), Mask.where(16, 16, i -> near(i, x, y) || near(i, x + 5, y + 5)));
              verified.put(seen.finding(), new VerifiedLabel(0.75, true));
            });
    return new StudyBundle(
        plain.study().withAnatomySource(AnatomySource.GENERATED).withVerified(verified),
        plain.film(),
        Optional.of(AnatomyMap.of(16, 16, codes, Map.of())),
        PathologyMap.of(16, 16, masks));
  }

  private static boolean near(int at, int x, int y) {
    return Math.abs(at % 16 - x) < 2 && Math.abs(at / 16 - y) < 3;
  }

  @Override
  protected List<String> reasons(PlanItem item, int attempt) {
    return item.index() % 9 == 4 ? List.of("finding agreement: not seen") : List.of();
  }
}
