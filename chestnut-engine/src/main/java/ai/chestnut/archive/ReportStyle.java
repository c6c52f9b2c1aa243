package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;

/** How a study's report words what its film was asked to show. */
public enum ReportStyle {
  /** One of many wordings, another one for each study. */
  VARIED,
  /** The one fixed wording. */
  CANONICAL;

  static ReportStyle named(String word) {
    return switch (word) {
      case "varied" -> VARIED;
      case "canonical" -> CANONICAL;
      default ->
          throw new RequestException("report", "cell", "'" + word + "'", "varied or canonical");
    };
  }
}
