package ai.chestnut.reading;

import ai.chestnut.failure.DefectException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code answers.csv}: one row an answer, with the key beside it, for other people's statistics.
 */
final class AnswerTable {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator("\n")
          .setHeader(
              "reader",
              "position",
              "film",
              "repeat_of",
              "arm",
              "stratum",
              "pair",
              "source",
              "called_real",
              "confidence",
              "anatomy",
              "pathology",
              "finding",
              "overlay",
              "reasons",
              "comment",
              "millis")
          .get();

  private AnswerTable() {}

  static String of(ReaderStudy study) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (Reading reading : Reading.all(study)) {
        print(printer, reading);
      }
    } catch (IOException impossible) {
      throw new DefectException("a text in memory cannot be written", impossible);
    }
    return text.toString();
  }

  private static void print(CSVPrinter printer, Reading reading) throws IOException {
    BlindCase film = reading.of();
    Answer answer = reading.answer();
    printer.printRecord(
        reading.reader(),
        answer.position(),
        film.name(),
        film.repeatOf().orElse(""),
        film.arm(),
        film.stratum(),
        film.pair(),
        film.source(),
        answer.real().map(Object::toString).orElse(""),
        number(answer.confidence()),
        number(answer.anatomy()),
        number(answer.pathology()),
        answer.finding().orElse(""),
        number(answer.overlay()),
        String.join("; ", answer.reasons()),
        answer.comment(),
        answer.millis());
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }
}
