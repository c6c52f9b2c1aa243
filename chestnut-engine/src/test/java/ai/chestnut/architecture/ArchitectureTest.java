package ai.chestnut.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "ai.chestnut", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final HouseRules RULES = new HouseRules("ai.chestnut");

  @ArchTest static final ArchRule roomsImportWhatTheTableAllows = RULES.table();
  @ArchTest static final ArchRule packagesHaveNoCycles = RULES.noCycles();
  @ArchTest static final ArchRule libtorchStaysInNativeRooms = RULES.libtorchInNativeRooms();
  @ArchTest static final ArchRule nativeScopesOpenInTensor = RULES.scopesOpenedInTensor();
  @ArchTest static final ArchRule namesSaySomething = RULES.names();
  @ArchTest static final ArchRule onlyTheCommandLinePrints = RULES.consoleInCli();
  @ArchTest static final ArchRule contentKnowsNoClock = RULES.noClocks();
  @ArchTest static final ArchRule packagesAreNullMarked = RULES.nullMarked();
}
