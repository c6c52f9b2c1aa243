package ai.chestnut.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** {@link FlakyFiles} as Hadoop's newer interface wants it. */
public final class FlakyNames extends DelegateToFileSystem {

  public FlakyNames(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(uri, new FlakyFiles(), hadoop, "flaky", false);
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }
}
