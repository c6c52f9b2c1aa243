package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Who publishes an archive, and how: what no program can know.
 *
 * @param title of the data set
 * @param description a few sentences
 * @param licence address of its text, such as {@code https://spdx.org/licenses/CC-BY-4.0}
 * @param url where the data set is found
 * @param creator a person or organisation
 * @param published day of publication, {@code YYYY-MM-DD}
 * @param version of the data, such as {@code 1.0.0}
 */
public record PublicationCard(
    String title,
    String description,
    String licence,
    String url,
    String creator,
    String published,
    String version) {

  public PublicationCard {
    require("title", title);
    require("description", description);
    require("licence", licence);
    require("url", url);
    require("creator", creator);
    require("version", version);
    try {
      LocalDate.parse(published);
    } catch (DateTimeException wrong) {
      throw new RequestException("published", "card", "'" + published + "'", "such as 2026-01-31");
    }
  }

  private static void require(String thing, String text) {
    if (text.isBlank()) {
      throw new RequestException(thing, "card", "nothing", "a text");
    }
  }
}
