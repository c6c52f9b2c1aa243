package ai.chestnut.server.api;

import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ProgressiveGanModel;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.models.VisualCodebookModel;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Route;
import ai.chestnut.synthesis.Method;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Words, models, and what a prompt is understood as. */
final class VocabularyApi {

  private static final int BODY = 64 * 1024;
  private static final int LONGEST = 4000;

  private final Catalogue catalogue;

  VocabularyApi(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/api/v1/models",
            AccessScope.READ,
            Operation.of("listModels", "The systems and the models that are installed", "Models"),
            this::models),
        new Route(
            "GET",
            "/api/v1/vocabulary",
            AccessScope.READ,
            Operation.of("getVocabulary", "Findings, sides, sizes, places", "Vocabulary"),
            this::vocabulary),
        new Route(
            "POST",
            "/api/v1/prompts",
            AccessScope.READ,
            Operation.of("readPrompt", "What a text is understood as", "PromptReading")
                .taking("PromptText", 200),
            this::prompt));
  }

  private void models(Exchange exchange) throws IOException {
    List<Catalogue.Installed> installed = catalogue.installed();
    List<Map<String, Object>> methods = new ArrayList<>();
    for (Method method : Method.values()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", method.word());
      each.put("built", method.isBuilt());
      each.put("standard", method == Method.standard());
      each.put("takesLayouts", method.takesLayouts());
      each.put("needsAnatomy", method == Method.XREAL);
      each.put(
          "models",
          installed.stream()
              .filter(model -> model.kind().equals(kind(method)))
              .map(model -> model.identity().name())
              .toList());
      methods.add(each);
    }
    List<Map<String, Object>> models = new ArrayList<>();
    for (Catalogue.Installed model : installed) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", model.identity().name());
      each.put("kind", model.kind());
      each.put("sha256", model.identity().sha256());
      each.put("measured", model.measured());
      models.add(each);
    }
    exchange.json(
        200, Map.of("methods", methods, "models", models, "experts", catalogue.hasFilters()));
  }

  /** What kind of model a request of a method names. */
  private static String kind(Method method) {
    return switch (method) {
      case TEXT, XREAL, AURAD -> TextToImageModel.KIND;
      case CODEBOOK -> VisualCodebookModel.KIND;
      case PGGAN -> ProgressiveGanModel.KIND;
    };
  }

  private void vocabulary(Exchange exchange) throws IOException {
    List<Map<String, @Nullable Object>> findings = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      if (finding == Finding.NO_FINDING) {
        continue; // derived, never asked for
      }
      Places places = Places.of(finding);
      Map<String, @Nullable Object> each = new LinkedHashMap<>();
      each.put("name", finding.canonicalName());
      each.put("slug", finding.slug());
      each.put("parent", finding.parent().map(Finding::canonicalName).orElse(null));
      each.put("sides", places.sides().stream().map(Laterality::word).sorted().toList());
      each.put("zones", places.zones().stream().map(Zone::word).sorted().toList());
      each.put("drawn", places.drawn());
      findings.add(each);
    }
    exchange.json(
        200,
        Map.of(
            "findings", findings,
            "severities", Arrays.stream(Severity.values()).map(Severity::word).toList(),
            "anatomy",
                Arrays.stream(Anatomy.values())
                    .map(a -> Map.of("code", a.code(), "name", a.canonicalName()))
                    .toList()));
  }

  private void prompt(Exchange exchange) throws IOException {
    Body body = Body.of(exchange.json(BODY), "prompt", "text", "findings");
    Prompt read = new ReportReader().read(body.text("text", LONGEST).orElse(""));
    List<Observation> all = new ArrayList<>(read.observations());
    Optional<String> conflict = Optional.empty();
    try {
      body.text("findings", LONGEST)
          .filter(list -> !list.isBlank())
          .ifPresent(list -> all.addAll(FindingList.parse(list)));
      Prompt asked =
          read.text().isBlank() && !all.isEmpty()
              ? Prompt.of(read.view(), read.sex(), read.ageYears(), all)
              : new Prompt(
                  read.text(), read.view(), read.sex(), read.ageYears(), all, read.unknown());
      asked.requireUsable();
    } catch (RequestException wrong) {
      conflict = Optional.ofNullable(wrong.getMessage());
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("text", read.text());
    answer.put("view", read.view().map(view -> view.word()).orElse(null));
    answer.put("sex", read.sex().map(sex -> sex.word()).orElse(null));
    answer.put("age", age(read.ageYears()));
    answer.put("observations", all.stream().map(VocabularyApi::observation).toList());
    answer.put("unknown", read.unknown());
    answer.put("conflict", conflict.orElse(null));
    exchange.json(200, answer);
  }

  private static @Nullable Integer age(OptionalInt years) {
    return years.isPresent() ? years.getAsInt() : null;
  }

  private static Map<String, @Nullable Object> observation(Observation seen) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put("finding", seen.finding().canonicalName());
    parts.put("laterality", seen.laterality().map(Laterality::word).orElse(null));
    parts.put("zones", seen.zones().stream().map(Zone::word).toList());
    parts.put("severity", seen.severity().map(Severity::word).orElse(null));
    parts.put("certainty", seen.certainty().word());
    return parts;
  }
}
