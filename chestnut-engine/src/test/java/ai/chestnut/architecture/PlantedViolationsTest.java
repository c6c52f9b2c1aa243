package ai.chestnut.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule must be able to fail: each is shown a small house that breaks it. */
final class PlantedViolationsTest {

  private static final String BASE = "ai.chestnut.architecture.planted";
  private static final HouseRules RULES = new HouseRules(BASE);
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(BASE);

  @Test
  void theTableSeesAnImportUpwardsAndAClassInNoRoom() {
    assertThat(violations(RULES.table()))
        .anyMatch(line -> line.contains("ReachesUp") && line.contains("Film"))
        .anyMatch(line -> line.contains("ThingManager") && line.contains("no room"));
  }

  @Test
  void cyclesAreSeen() {
    assertThat(violations(RULES.noCycles())).anyMatch(line -> line.contains("loop.one"));
  }

  @Test
  void libtorchIsSeenOutsideNativeRoomsAndAllowedInside() {
    assertThat(violations(RULES.libtorchInNativeRooms()))
        .anyMatch(line -> line.contains("OpensScope"))
        .noneMatch(line -> line.contains("planted.tensor"));
  }

  @Test
  void scopesAreSeenOutsideTensorAndAllowedInside() {
    assertThat(violations(RULES.scopesOpenedInTensor()))
        .anyMatch(line -> line.contains("OpensScope"))
        .noneMatch(line -> line.contains("planted.tensor"));
  }

  @Test
  void emptyNamesAreSeen() {
    assertThat(violations(RULES.names()))
        .anyMatch(line -> line.contains("ThingManager"))
        .allMatch(line -> line.contains("planted.helpers"));
  }

  @Test
  void printingIsSeen() {
    assertThat(violations(RULES.consoleInCli())).anyMatch(line -> line.contains("Prints"));
  }

  @Test
  void clocksAreSeen() {
    assertThat(violations(RULES.noClocks()))
        .anyMatch(line -> line.contains("Instant.now"))
        .anyMatch(line -> line.contains("nanoTime"));
  }

  @Test
  void unmarkedPackagesAreSeen() {
    assertThat(violations(RULES.nullMarked()))
        .hasSize(1)
        .first()
        .asString()
        .contains("planted.bare");
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(PLANTED).getFailureReport().getDetails();
  }
}
