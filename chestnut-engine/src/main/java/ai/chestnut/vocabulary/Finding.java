package ai.chestnut.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a chest radiograph can show. The first fourteen are the CheXpert labels (Irvin et al., AAAI
 * 2019, Table 1); Infiltration to Hernia complete the fourteen of NIH ChestX-ray14 (Wang et al.,
 * CVPR 2017).
 *
 * <p>{@link #NO_FINDING} is derived from the others and never observed itself.
 */
public enum Finding {
  ATELECTASIS(
      "Atelectasis",
      "46621007",
      "atelectases, atelectatic change, atelectatic changes, collapse, lobar collapse, lung collapse,"
          + " volume loss, loss of volume, collapsed lung"),
  CARDIOMEGALY(
      "Cardiomegaly",
      "8186001",
      "enlarged heart, enlarged heart size, enlarged cardiac silhouette, enlarged heart silhouette,"
          + " cardiac enlargement, heart enlargement, enlargement of the heart,"
          + " enlargement of the cardiac silhouette, enlargement of the heart silhouette"),
  CONSOLIDATION(
      "Consolidation",
      "95436008",
      "consolidations, consolidative opacity, consolidative opacities, airspace consolidation,"
          + " air space consolidation, consolidative change, consolidative changes, air bronchogram,"
          + " air bronchograms"),
  EDEMA(
      "Edema",
      "19242006",
      "pulmonary edema, lung edema, interstitial edema, alveolar edema, interstitial pulmonary edema,"
          + " alveolar pulmonary edema, vascular congestion, pulmonary vascular congestion,"
          + " pulmonary congestion, pulmonary venous congestion, venous congestion,"
          + " vascular engorgement, heart failure, congestive heart failure, cardiac failure, chf,"
          + " cardiac decompensation, kerley lines, kerley b lines, fluid overload"),
  ENLARGED_CARDIOMEDIASTINUM(
      "Enlarged Cardiomediastinum",
      "",
      "widened mediastinum, wide mediastinum, mediastinal widening, widening of the mediastinum, widening of the superior mediastinum,"
          + " enlarged mediastinum, mediastinal enlargement, enlargement of the mediastinum,"
          + " enlarged cardiomediastinal silhouette, widened cardiomediastinal silhouette,"
          + " enlarged mediastinal silhouette, widened mediastinal silhouette,"
          + " enlargement of the cardiomediastinal silhouette, cardiomediastinal enlargement,"
          + " widened cardiomediastinum, enlarged cardiomediastinal contour,"
          + " widened mediastinal contour"),
  FRACTURE(
      "Fracture",
      "125605004",
      "fractures, fractured, rib fracture, rib fractures, fractured rib, fractured ribs, broken rib, broken ribs,"
          + " clavicle fracture, clavicular fracture, fractured clavicle, bone fracture"),
  LUNG_LESION(
      "Lung Lesion",
      "",
      "lung lesions, pulmonary lesion, pulmonary lesions, lesion, lesions, cavitary lesion,"
          + " cavitary lesions, cavity, cavities, cavitation, lung tumor, tumor, neoplasm, lung cancer,"
          + " lung carcinoma, pulmonary metastasis, pulmonary metastases, lung metastases, metastases"),
  LUNG_OPACITY(
      "Lung Opacity",
      "",
      "lung opacities, opacity, opacities, pulmonary opacity, pulmonary opacities, airspace opacity,"
          + " airspace opacities, air space opacity, air space opacities, airspace disease,"
          + " air space disease, opacification, opacifications, lung opacification, density,"
          + " densities, ground glass opacity, ground glass opacities, haziness, haze, hazy opacity,"
          + " hazy opacities, interstitial opacity, interstitial opacities, shadowing, opacified lung"),
  NO_FINDING("No Finding", "", "no findings, normal"),
  PLEURAL_EFFUSION(
      "Pleural Effusion",
      "60046008",
      "pleural effusions, effusion, effusions, pleural fluid, hydrothorax, fluid in the pleural space,"
          + " hemothorax, empyema"),
  PLEURAL_OTHER(
      "Pleural Other",
      "",
      "pleural abnormality, pleural abnormalities, pleural plaque, pleural plaques, pleural calcification,"
          + " pleural calcifications, pleural scarring, pleural scar, fibrothorax, pleural lesion,"
          + " pleural disease, calcified pleural plaques, calcified pleural plaque"),
  PNEUMONIA(
      "Pneumonia",
      "233604007",
      "pneumonias, bronchopneumonia, lobar pneumonia, aspiration pneumonia, pneumonic infiltrate,"
          + " pneumonic consolidation, chest infection, lung infection, pulmonary infection,"
          + " infectious process, infection, multifocal pneumonia"),
  PNEUMOTHORAX(
      "Pneumothorax",
      "36118008",
      "pneumothoraces, ptx, tension pneumothorax, hydropneumothorax, air in the pleural space"),
  SUPPORT_DEVICES(
      "Support Devices",
      "",
      "support device, devices, device, tube, tubes, line, lines, tubes and lines, lines and tubes, lines tubes,"
          + " intubated, pa catheter, pulmonary artery catheter, swan ganz, mediport, hickman catheter,"
          + " endotracheal intubation, intubation, nasoenteric tube, jugular catheter, subclavian catheter,"
          + " central catheter, venous catheter, midline catheter, drain, drains, pigtail drain, pigtail,"
          + " endotracheal tube,"
          + " endotracheal tubes, ett, et tube, tracheostomy, tracheostomy tube, nasogastric tube, ngt,"
          + " ng tube, enteric tube, feeding tube, dobbhoff tube, orogastric tube, og tube, gastric tube,"
          + " chest tube, chest tubes, chest drain, chest drains, pleural drain, pigtail catheter,"
          + " central line, central lines, central venous catheter, central venous line, cvc, cvl,"
          + " picc, picc line, port, ports, port a cath, catheter, catheters, swan ganz catheter,"
          + " dialysis catheter, jugular line, ij line, ij catheter, subclavian line, pacemaker, pacemakers, pacer,"
          + " cardiac pacemaker, pacemaker lead, pacemaker leads, pacer leads, lead, leads, icd, aicd,"
          + " defibrillator, sternal wires, sternotomy wires, median sternotomy wires, prosthetic valve,"
          + " valve replacement, valve prosthesis, stent, balloon pump, iabp"),
  INFILTRATION(
      "Infiltration",
      "409609008",
      "infiltrations, infiltrate, infiltrates, pulmonary infiltrate, pulmonary infiltrates,"
          + " lung infiltrate, lung infiltrates, interstitial infiltrate, interstitial infiltrates"),
  MASS(
      "Mass",
      "309529002",
      "masses, lung mass, lung masses, pulmonary mass, pulmonary masses, mass lesion"),
  NODULE(
      "Nodule",
      "786838002",
      "nodules, lung nodule, lung nodules, pulmonary nodule, pulmonary nodules, nodular opacity,"
          + " nodular opacities, nodular density, nodular densities, granuloma, granulomas,"
          + " calcified granuloma, calcified granulomas, coin lesion"),
  EMPHYSEMA(
      "Emphysema",
      "87433001",
      "pulmonary emphysema, emphysematous change, emphysematous changes, emphysematous disease,"
          + " bullous disease, bullae, bulla, copd, chronic obstructive pulmonary disease, hyperinflation,"
          + " hyperinflated, hyperexpanded, hyperinflated lungs, hyperexpanded lungs, hyperexpansion"),
  FIBROSIS(
      "Fibrosis",
      "51615001",
      "pulmonary fibrosis, lung fibrosis, fibrotic change, fibrotic changes, interstitial fibrosis,"
          + " interstitial lung disease, ild, scarring, lung scarring, parenchymal scarring,"
          + " reticular opacity, reticular opacities, honeycombing"),
  PLEURAL_THICKENING(
      "Pleural Thickening",
      "",
      "thickening of the pleura, thickened pleura, pleural thickenings, apical pleural cap,"
          + " apical cap, pleural cap"),
  HERNIA(
      "Hernia",
      "",
      "hernias, hiatal hernia, hiatus hernia, diaphragmatic hernia, hernia of the diaphragm"),
  TUBERCULOSIS(
      "Tuberculosis",
      "56717001",
      "tb, pulmonary tuberculosis, pulmonary tb, tuberculous change, tuberculous changes,"
          + " tuberculous disease, tuberculous infection"),
  COVID_19(
      "COVID-19",
      "840539006",
      "covid, covid19, covid 19 pneumonia, covid pneumonia, sars cov 2,"
          + " sars cov 2 infection, sars cov 2 pneumonia, coronavirus pneumonia, coronavirus disease,"
          + " coronavirus infection"),
  VIRAL_PNEUMONIA("Viral Pneumonia", "75570004", "viral infection, viral lung infection"),
  BACTERIAL_PNEUMONIA(
      "Bacterial Pneumonia", "53084003", "bacterial infection, bacterial lung infection");

  private static final Map<String, Finding> BY_NAME = new HashMap<>();

  static {
    for (Finding finding : values()) {
      BY_NAME.put(key(finding.canonicalName), finding);
      for (String synonym : finding.synonyms) {
        BY_NAME.put(key(synonym), finding);
      }
    }
  }

  private final String canonicalName;
  private final String slug;
  private final Optional<String> snomedCt;
  private final List<String> synonyms;

  Finding(String canonicalName, String snomedCt, String synonyms) {
    this.canonicalName = canonicalName;
    this.slug = canonicalName.toLowerCase(Locale.ROOT).replace(' ', '-');
    this.snomedCt = snomedCt.isEmpty() ? Optional.empty() : Optional.of(snomedCt);
    this.synonyms = List.of(synonyms.split(", ?"));
  }

  /** The name in reports, tables and JSON, such as "Pleural Effusion". */
  public String canonicalName() {
    return canonicalName;
  }

  /** The name in file names, such as "pleural-effusion". */
  public String slug() {
    return slug;
  }

  /** The broader finding that is true whenever this one is. */
  public Optional<Finding> parent() {
    return switch (this) {
      case NODULE, MASS -> Optional.of(LUNG_LESION);
      case PLEURAL_THICKENING -> Optional.of(PLEURAL_OTHER);
      case COVID_19, VIRAL_PNEUMONIA, BACTERIAL_PNEUMONIA -> Optional.of(PNEUMONIA);
      default -> Optional.empty();
    };
  }

  /** Other lower-case wordings that mean this finding, none of them shared with another finding. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The SNOMED CT concept of this finding, where one concept means the same. */
  public Optional<String> snomedCt() {
    return snomedCt;
  }

  /**
   * The finding of a canonical name, slug or synonym; case, hyphens, underscores, spare blanks and
   * British spelling ("oedema") do not matter.
   */
  public static Optional<Finding> named(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  private static String key(String name) {
    return Spelling.plain(name);
  }
}
