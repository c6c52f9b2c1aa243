package ai.chestnut.cli;

import ai.chestnut.models.Catalogue;
import ai.chestnut.models.Steering;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which models are here. */
@Command(
    name = "models",
    description = {"List the models with their hashes and measured figures.", ""},
    commandListHeading = "%nCommands:%n",
    sortOptions = false)
final class ModelsCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  ModelsCommand(Session session) {
    this.session = session;
  }

  /** The commands below this one that need the session. */
  List<Object> below() {
    return List.of(
        new ExamineCommand(session),
        new MeasureCommand(session),
        new SteeringCommand(session),
        new LabelCommand(session),
        new ExamineLayoutsCommand(session),
        new LatentsCommand(session),
        new ModelsImportCommand(session));
  }

  @Override
  public Integer call() {
    PrintStream out = session.console().out();
    List<Catalogue.Installed> models = Catalogue.standard().installed();
    if (json) {
      out.println(Json.line(models.stream().map(ModelsCommand::described).toList()));
      return 0;
    }
    if (models.isEmpty()) {
      session.console().warn("no model is installed; the model mu needs no weights");
    }
    for (Catalogue.Installed model : models) {
      out.println(model.identity().name() + "  " + model.kind());
      out.println("  sha256  " + model.identity().sha256());
      model.measured().forEach((name, value) -> out.println("  " + name + "  " + value));
    }
    return 0;
  }

  private static Map<String, Object> described(Catalogue.Installed model) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("name", model.identity().name());
    parts.put("kind", model.kind());
    parts.put("sha256", model.identity().sha256());
    parts.put("measured", model.measured());
    Steering.of(Catalogue.standard().folder(), model.identity())
        .ifPresent(steering -> parts.put("steering", steering.figures()));
    return parts;
  }
}
