package ai.chestnut.tensor;

import ai.chestnut.failure.DeviceException;
import ai.chestnut.failure.RequestException;
import java.util.Locale;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Where tensors live and kernels run. */
public enum Device {
  CPU,
  CUDA;

  /** The device of a command-line word; {@code cuda} must be there to be chosen. */
  public static Device named(String word) {
    Device device =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "cpu" -> CPU;
          case "cuda" -> CUDA;
          default ->
              throw new RequestException("device", "--device", "'" + word + "'", "cpu or cuda");
        };
    if (device == CUDA && !Backend.hasCuda()) {
      throw new DeviceException(
          "device",
          "--device cuda",
          "no usable CUDA device",
          "a GPU, CUDA 13, and a build with -Pgpu");
    }
    if (device == CUDA) {
      Backend.allowFastCuda();
    }
    return device;
  }

  /** The word of {@link #named}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tensor on this device; itself where it is there already. */
  public Tensor place(Tensor tensor) {
    return this == CPU ? tensor.cpu() : tensor.cuda();
  }

  /** Options of a new float32 tensor on this device. */
  public TensorOptions options() {
    return new TensorOptions(torch.ScalarType.Float)
        .device(new DeviceOptional(new org.bytedeco.pytorch.Device(type())));
  }

  torch.DeviceType type() {
    return this == CPU ? torch.DeviceType.CPU : torch.DeviceType.CUDA;
  }
}
