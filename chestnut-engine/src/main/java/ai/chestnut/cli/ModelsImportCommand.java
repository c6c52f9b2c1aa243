package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.compvis.CompVisImport;
import ai.chestnut.tensor.Precision;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checkpoints of other projects. */
@Command(
    name = "import",
    description = {
      "Take the networks out of a checkpoint in the layout of CompVis latent diffusion (XReal,",
      "Cheff): KL autoencoder, U-Net with spatial transformers, text encoder. Nothing in the file",
      "is run. Prints the weight files, one a line.",
      ""
    },
    sortOptions = false)
final class ModelsImportCommand implements Callable<Integer> {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,60}";

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "The checkpoint: .safetensors, .ckpt or .pt.")
  private Path file = Paths.get("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "imported",
      description = "Name of the models, small letters and digits (default: ${DEFAULT-VALUE}).")
  private String name = "imported";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the weight files (default: the folder of weights).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "bfloat16|float32",
      defaultValue = "bfloat16",
      description = "How numbers are stored (default: ${DEFAULT-VALUE}).")
  private String precision = "bfloat16";

  ModelsImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Sources.file("checkpoint", file);
    if (!name.matches(NAME)) {
      throw new RequestException("name", "--name", "'" + name + "'", "small letters and digits");
    }
    Path folder = out.orElseGet(() -> Catalogue.standard().folder());
    try (ProgressDisplay progress = session.progress("networks")) {
      CompVisImport.run(file, folder, name, Precision.named(precision), progress)
          .forEach(
              each ->
                  session
                      .console()
                      .out()
                      .println(each.file() + "  " + each.parameters() + " parameters"));
    }
    return 0;
  }
}
