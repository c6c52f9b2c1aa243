package ai.chestnut.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rules, each for any base package, so that planted violations can prove that it bites. */
final class HouseRules {

  private static final Set<String> NAMELESS =
      Set.of("util", "utils", "common", "core", "helper", "helpers", "manager", "impl", "misc");

  /** Where time may be measured: it is shown, never put into content. */
  private static final List<String> TIMED =
      List.of("progress", "training", "evaluation.latents", "server", "cli");

  private final String base;

  HouseRules(String base) {
    this.base = base;
  }

  ArchRule table() {
    return classes().should(importOnlyWhatTheTableAllows()).allowEmptyShould(true);
  }

  ArchRule noCycles() {
    return slices().matching(base + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  ArchRule libtorchInNativeRooms() {
    String[] rooms =
        House.ROOMS.stream()
            .filter(Room::isNative)
            .map(r -> base + "." + r.name() + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .allowEmptyShould(true);
  }

  ArchRule scopesOpenedInTensor() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(base + ".tensor..")
        .should()
        .callConstructorWhere(
            JavaAccess.Predicates.target(
                DescribedPredicate.describe(
                    "PointerScope",
                    (AccessTarget target) ->
                        target.getOwner().getSimpleName().equals("PointerScope"))))
        .allowEmptyShould(true);
  }

  ArchRule names() {
    return classes().should(haveAName()).allowEmptyShould(true);
  }

  ArchRule consoleInCli() {
    DescribedPredicate<JavaAccess<?>> console =
        DescribedPredicate.describe(
            "the console",
            access ->
                (access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err").contains(access.getName()))
                    || access.getName().equals("printStackTrace"));
    return noClasses()
        .that()
        .resideOutsideOfPackage(base + ".cli..")
        .should()
        .accessTargetWhere(console)
        .allowEmptyShould(true);
  }

  ArchRule noClocks() {
    DescribedPredicate<JavaAccess<?>> clock =
        DescribedPredicate.describe(
            "a clock",
            access -> {
              String owner = access.getTargetOwner().getName();
              String name = access.getName();
              return (owner.equals("java.lang.System")
                      && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                  || (owner.startsWith("java.time.")
                      && (name.equals("now") || name.startsWith("system")))
                  || (owner.equals("java.util.Date") && name.equals("<init>"));
            });
    String[] timed = TIMED.stream().map(room -> base + "." + room + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(timed)
        .should()
        .accessTargetWhere(clock)
        .allowEmptyShould(true);
  }

  ArchRule nullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("live in a package whose package-info says @NullMarked") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                boolean marked =
                    item.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(
                    new SimpleConditionEvent(
                        item, marked, item.getPackageName() + " has no @NullMarked package-info"));
              }
            })
        .allowEmptyShould(true);
  }

  /** The room of a class, or empty for classes outside the base package. */
  Optional<String> roomOf(JavaClass item) {
    String name = item.getPackageName();
    if (name.equals(base)) {
      return Optional.of("");
    }
    if (!name.startsWith(base + ".")) {
      return Optional.empty();
    }
    String below = name.substring(base.length() + 1);
    int dot = below.indexOf('.');
    return Optional.of(dot < 0 ? below : below.substring(0, dot));
  }

  private ArchCondition<JavaClass> importOnlyWhatTheTableAllows() {
    return new ArchCondition<>("import only what the table of rooms allows") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String from = roomOf(item).orElseThrow();
        Optional<Room> room = House.room(from);
        if (room.isEmpty()) {
          events.add(SimpleConditionEvent.violated(item, item.getName() + " lives in no room"));
          return;
        }
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          Optional<String> to = roomOf(dependency.getTargetClass());
          if (to.isEmpty() || to.get().equals(from) || House.GROUND.contains(to.get())) {
            continue;
          }
          boolean allowed = room.get().mayImport().contains(to.get());
          events.add(new SimpleConditionEvent(item, allowed, dependency.getDescription()));
        }
      }
    };
  }

  private ArchCondition<JavaClass> haveAName() {
    return new ArchCondition<>("have a name that says what it is") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String below = item.getPackageName().substring(base.length());
        boolean folder =
            Arrays.stream(below.split("\\.", -1)).anyMatch(word -> NAMELESS.contains(word));
        String[] words = item.getSimpleName().split("(?=[A-Z])");
        String last = words[words.length - 1].toLowerCase(Locale.ROOT);
        boolean type = NAMELESS.contains(last);
        events.add(
            new SimpleConditionEvent(item, !folder && !type, item.getName() + " says nothing"));
      }
    };
  }
}
