package ai.chestnut.tensor;

import java.nio.file.Path;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;

/** TorchScript files, written as another program would write them. */
public final class ScriptFiles {

  private ScriptFiles() {}

  /**
   * A module whose {@code forward} has this body; its argument is {@code x}.
   *
   * @param body lines of TorchScript, each ending in a newline, without indentation
   */
  public static Path write(Path file, String body) {
    return define(file, "def forward(self, x):\n" + body.indent(2));
  }

  /**
   * A module with this method, and one weight {@code scale} of 2.
   *
   * @param method its whole source
   */
  public static Path define(Path file, String method) {
    Backend.start();
    Scope.running(
        () -> {
          JitModule module = new JitModule(new QualifiedName("__torch__.Made"));
          module.register_parameter("scale", Tensors.of(new float[] {2}, Device.CPU, 1), false);
          module.define(method);
          module.save(file.toString());
        });
    return file;
  }
}
