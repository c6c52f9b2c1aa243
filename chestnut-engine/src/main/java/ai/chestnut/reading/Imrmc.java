package ai.chestnut.reading;

import java.util.List;

/**
 * The study as iMRMC reads it (the raw data format of its manual, section 4.1.1): a row for each
 * reader, case and modality, and the truth of each case. A modality is a system; synthetic films
 * are the signal, and the real films stand under every modality, with the same score. The score is
 * the signed confidence, −5 surely real to 5 surely synthetic. Cases and readers are numbered,
 * since some readers of the format take numbers alone.
 */
final class Imrmc {

  private Imrmc() {}

  static String of(ReaderStudy study) {
    List<BlindCase> films = study.cases().stream().filter(f -> f.repeatOf().isEmpty()).toList();
    List<String> readers = study.readers();
    List<String> systems = study.protocol().systems();
    StringBuilder text = new StringBuilder();
    text.append(study.protocol().title().replaceAll("\\R", " ")).append('\n');
    text.append("protocol sha256 ").append(study.hash()).append("\n\n");
    long real = films.stream().filter(BlindCase::real).count();
    text.append("N0: ").append(real).append('\n');
    text.append("N1: ").append(films.size() - real).append('\n');
    text.append("NR: ").append(readers.size()).append('\n');
    text.append("NM: ").append(systems.size()).append("\n\nBEGIN DATA:\n");
    for (int i = 0; i < films.size(); i++) {
      text.append("-1,").append(i + 1).append(",0,").append(films.get(i).real() ? 0 : 1);
      text.append('\n');
    }
    List<String> names = films.stream().map(BlindCase::name).toList();
    for (Reading reading : Reading.all(study)) {
      if (reading.repeat() || reading.answer().real().isEmpty()) {
        continue;
      }
      List<String> modalities = reading.of().real() ? systems : List.of(reading.of().arm());
      for (String system : modalities) {
        text.append(readers.indexOf(reading.reader()) + 1).append(',');
        text.append(names.indexOf(reading.of().name()) + 1).append(',');
        text.append(systems.indexOf(system) + 1).append(',');
        text.append((int) reading.answer().suspicion()).append('\n');
      }
    }
    return text.toString();
  }
}
