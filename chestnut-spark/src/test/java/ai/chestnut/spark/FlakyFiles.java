package ai.chestnut.spark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;

/** A local file system that lets the first attempts of tasks die after some files. */
public final class FlakyFiles extends RawLocalFileSystem {

  static final AtomicInteger FILES_BEFORE_DEATH = new AtomicInteger(Integer.MAX_VALUE);
  static final AtomicInteger DEATHS = new AtomicInteger();

  private final AtomicInteger created = new AtomicInteger();

  @Override
  public URI getUri() {
    return URI.create("flaky:///");
  }

  @Override
  public String getScheme() {
    return "flaky";
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    TaskContext task = TaskContext.get();
    if (task != null
        && task.attemptNumber() == 0
        && created.incrementAndGet() > FILES_BEFORE_DEATH.get()) {
      DEATHS.incrementAndGet();
      created.set(0);
      out.write(1);
      out.close();
      throw new IOException("the executor was lost");
    }
    return out;
  }
}
