package ai.chestnut.tensor;

import ai.chestnut.failure.DeviceException;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch once and fixes its threads. OpenBLAS brings a spinning thread pool of its own that
 * fights OpenMP's, so it is held to one thread; the intra-op count is fixed because a study's bytes
 * may depend on it.
 */
public final class Backend {

  /** System property that overrides the number of intra-op threads. */
  public static final String THREADS_PROPERTY = "chestnut.threads";

  private static final int THREADS = 2;

  private static boolean started;

  private Backend() {}

  /** Loads the natives and sets the threads; later calls do nothing. */
  public static synchronized void start() {
    if (started) {
      return;
    }
    try {
      openblas_nolapack.blas_set_num_threads(1);
      torch.set_num_threads(Integer.getInteger(THREADS_PROPERTY, THREADS));
    } catch (LinkageError missing) {
      throw new DeviceException(
          "libtorch: got no native library for this platform, expected linux-x86_64, macosx-arm64"
              + " or windows-x86_64 ("
              + missing.getMessage()
              + ")",
          missing);
    }
    started = true;
  }

  /** Threads that OpenBLAS uses; 1 once started. */
  public static int blasThreads() {
    start();
    return openblas_nolapack.blas_get_num_threads();
  }

  /**
   * Threads that libtorch uses inside one operation, 2 unless overridden; stands in each study's
   * provenance.
   */
  public static int intraOpThreads() {
    start();
    return torch.get_num_threads();
  }

  /** Whether a CUDA device can be used by these natives. */
  public static boolean hasCuda() {
    start();
    return torch.cuda_is_available();
  }

  /**
   * Lets CUDA choose its fastest kernels: matrix products and convolutions of float32 numbers in
   * TensorFloat-32, the convolution algorithm by trial. Results there are not the CPU's to the last
   * bit in any case.
   */
  static void allowFastCuda() {
    torch.globalContext().setBenchmarkCuDNN(true);
    torch.globalContext().setAllowTF32CuDNN(true);
    torch.globalContext().setAllowTF32CuBLAS(true);
  }
}
