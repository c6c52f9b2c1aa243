package ai.chestnut.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Croissant's vocabulary for responsible use asks of an archive. */
final class CroissantUse {

  private CroissantUse() {}

  static void add(Map<String, Object> root, Export export) {
    ArchiveManifest manifest = export.archive().manifest();
    root.put(
        "rai:dataCollection",
        "Nothing was collected: a generative model made each film after a prompt of the plan.");
    root.put("rai:dataCollectionType", List.of("Software Collection", "Others"));
    root.put(
        "rai:dataCollectionRawData",
        "None. The films that the models were trained on are not part of the data set.");
    root.put(
        "rai:dataManipulationProtocol",
        "Films that the panel of experts refused were made again within the plan's budget: "
            + yields(manifest)
            + " Refused studies are "
            + (export.options().refused() ? "part of" : "left out of")
            + " the data set.");
    root.put(
        "rai:dataAnnotationProtocol",
        "Labels say what the film was asked to show. Probabilities are what classifiers see on it;"
            + " masks come from the system that made the film, or from a segmenter, as each study's"
            + " document says. No person has annotated it.");
    root.put("rai:machineAnnotationTools", List.of("the experts among the models of the archive"));
    root.put(
        "rai:dataUseCases",
        List.of(
            "Training and pre-training of classifiers and segmenters, tested on real films",
            "Tests of software that reads chest radiographs"));
    root.put(
        "rai:dataLimitations",
        List.of(
            "Not for diagnosis, nor for measuring the performance of a device on patients",
            "Frontal films of adults in the wording of a closed vocabulary",
            "Labels may disagree with the film where the experts err"));
    root.put(
        "rai:dataBiases",
        "Frequencies of findings, views, sexes and ages are those of the plan, not of any"
            + " population. Biases of the films that the models were trained on may recur.");
    root.put(
        "rai:personalSensitiveInformation",
        "None: no film shows a person; sex and age are those of a prompt. "
            + export.gate().sentence());
    root.put(
        "rai:dataSocialImpact",
        "Lets work on chest radiographs go on without patients' data. Every picture is marked as"
            + " synthetic, so that it is not taken for a patient's.");
    root.put(
        "rai:dataReleaseMaintenancePlan",
        "Equal plans and models give equal bytes; a correction is a new version of the data set.");
  }

  private static String yields(ArchiveManifest manifest) {
    long films = manifest.cells().stream().mapToLong(CellYield::films).sum();
    List<String> gates = new ArrayList<>();
    manifest.cells().stream()
        .flatMap(cell -> cell.refused().keySet().stream())
        .distinct()
        .sorted()
        .forEach(gates::add);
    return manifest.accepted()
        + " studies of "
        + films
        + " films were accepted"
        + (gates.isEmpty() ? "." : "; films were refused by " + String.join(", ", gates) + ".");
  }
}
