package ai.chestnut.pacs;

import ai.chestnut.failure.RequestException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where to send: {@code http(s)://…} for STOW-RS, {@code dicom://AET@host:port} for C-STORE. */
public sealed interface PushTarget {

  /** The address as a person may see it: without a password. */
  String shown();

  /**
   * A DICOMweb service (PS3.18, section 10.5).
   *
   * @param service its base, to which {@code /studies} is added; without user
   * @param user {@code name:password}, or empty
   */
  record Web(URI service, String user) implements PushTarget {
    @Override
    public String shown() {
      return service.toString();
    }
  }

  /**
   * A DICOM application (PS3.8).
   *
   * @param called its title, 1 to 16 characters
   * @param calling ours, 1 to 16 characters
   */
  record Application(String called, String calling, String host, int port) implements PushTarget {

    static final String OWN = "CHESTNUT";

    @Override
    public String shown() {
      return "dicom://" + called + "@" + host + ":" + port;
    }
  }

  /**
   * @param address as above; {@code ?from=AET} says another name than CHESTNUT for ourselves
   * @throws RequestException if it is neither
   */
  static PushTarget of(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException wrong) {
      throw unlike(address);
    }
    String scheme = String.valueOf(uri.getScheme());
    String host = uri.getHost();
    if (host == null || host.isEmpty()) {
      throw unlike(address);
    }
    if (scheme.equals("http") || scheme.equals("https")) {
      return web(uri, address);
    }
    String called = uri.getUserInfo();
    if (!scheme.equals("dicom") || called == null || uri.getPort() < 1) {
      throw unlike(address);
    }
    String query = uri.getQuery();
    String calling = query == null ? Application.OWN : query.replaceFirst("^from=", "");
    for (String title : new String[] {called, calling}) {
      if (!title.matches("[\\x21-\\x7E&&[^\\\\]]{1,16}")) {
        throw new RequestException(
            "application title", "--to", "'" + title + "'", "1 to 16 characters without blanks");
      }
    }
    return new Application(called, calling, host, uri.getPort());
  }

  private static PushTarget web(URI uri, String address) {
    try {
      String path = String.valueOf(uri.getPath()).replaceFirst("/+$", "");
      URI service = new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path, null, null);
      return new Web(service, uri.getUserInfo() == null ? "" : uri.getUserInfo());
    } catch (URISyntaxException wrong) {
      throw unlike(address);
    }
  }

  private static RequestException unlike(String address) {
    String shown = address.replaceFirst("//[^/@]*:[^/@]*@", "//…@"); // passwords stay unsaid
    return new RequestException(
        "address", "--to", "'" + shown + "'", "http(s)://host/path or dicom://AET@host:port");
  }
}
