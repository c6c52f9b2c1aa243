package ai.chestnut.architecture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table of rooms, from the ground up: a room imports only rooms above it in this list.
 * ARCHITECTURE.md shows {@link #markdown()} and nothing else.
 */
final class House {

  /** Open to every room. */
  static final List<String> GROUND = List.of("failure", "random", "config", "progress", "storage");

  static final List<Room> ROOMS = build();

  private House() {}

  static Optional<Room> room(String name) {
    return ROOMS.stream().filter(room -> room.name().equals(name)).findFirst();
  }

  /** The table as it stands in ARCHITECTURE.md. */
  static String markdown() {
    StringBuilder table =
        new StringBuilder(
            "| room | holds | may import besides the ground rooms | native |\n|---|---|---|---|\n");
    for (Room room : ROOMS) {
      String name = room.name().isEmpty() ? "ai.chestnut" : room.name();
      table.append("| `").append(name).append("` | ").append(room.holds()).append(" | ");
      table.append(names(room)).append(" | ").append(room.isNative() ? "yes" : "").append(" |\n");
    }
    return table.toString();
  }

  private static List<Room> build() {
    Builder house = new Builder();
    house.add("failure", "exceptions sorted by who can mend the cause, with exit codes");
    house.add("random", "counter-based streams named by seed, index and purpose");
    house.add("config", "the one binder between TOML and records");
    house.add("progress", "steps, listeners, cancellation");
    house.add("storage", "files and folders that appear whole or not at all; checksums");
    house.add(
        "vocabulary", "findings, anatomy, laterality, zones, severity, views; what may be where");
    house.add("radiograph", "the film: grey, 8 or 16 bit, spacing; image files", "vocabulary");
    house.add("prompt", "prompts, observations, report writer and reader, tokens", "vocabulary");
    house.add(
        "layout", "anatomy and pathology maps, boxes, components, checks", "vocabulary..prompt");
    house.add("study", "the synthetic study and its folder", "vocabulary..layout");
    house.add("dicom", "reading and writing DICOM", "vocabulary..study");
    house.add(
        "phantom", "procedural thorax with exact masks; the lesion engine", "vocabulary..layout");
    house.add("dataset", "manifest, splits, importers", "vocabulary..layout", "dicom");
    house.addNative("tensor", "scopes, devices, precision, safetensors");
    house.addNative("nn", "layers and blocks", "tensor");
    house.addNative(
        "codec", "autoencoders between film and latent", "radiograph", "layout", "tensor..nn");
    house.addNative(
        "language", "text encoders and token models", "vocabulary..layout", "tensor..codec");
    house.addNative(
        "diffusion", "schedules, denoisers, solvers, samplers, guidance", "tensor..language");
    house.addNative(
        "placement",
        "where things are: prompt to layout",
        "vocabulary..layout",
        "tensor..diffusion");
    house.addNative("adversarial", "progressive generator and critic", "tensor..nn");
    house.addNative(
        "expert",
        "classifiers and segmenters that check a film, and the panel",
        "vocabulary..study",
        "tensor..nn",
        "language");
    house.addNative(
        "models",
        "the catalogue of shipped, installed and imported weights",
        "vocabulary..layout",
        "tensor..expert");
    house.add(
        "synthesis",
        "the systems behind one interface",
        "vocabulary..study",
        "tensor..expert",
        "models");
    house.add("archive", "plan, writer, reader, index, exports", "vocabulary..dicom");
    house.add(
        "production",
        "quota filling, retry, resume: plan to archive",
        "vocabulary..dicom",
        "expert..archive");
    house.add("pacs", "sending to other people's stores", "vocabulary..dicom", "archive");
    house.addNative(
        "training",
        "one loop, objectives, averages, checkpoints, recipes",
        "vocabulary..layout",
        "phantom..models");
    house.addNative(
        "evaluation",
        "distances between sets of films, adherence, memorisation, scorecards",
        "vocabulary..archive",
        "training");
    house.add(
        "reading",
        "blinded reader studies",
        "vocabulary..study",
        "dataset",
        "archive",
        "evaluation");
    house.add("", "the Java API: Chestnut", "vocabulary..reading");
    house.add(
        "authoring", "reports by chat services, held to what was asked", "vocabulary", "prompt");
    house.add("server", "HTTP API, jobs, studio pages", "vocabulary..");
    house.add("cli", "one command class per verb", "vocabulary..server");
    return List.copyOf(house.rooms);
  }

  /** "a … c" for runs of at least three rooms that follow each other, plain names otherwise. */
  private static String names(Room room) {
    List<String> order = ROOMS.stream().map(Room::name).toList();
    TreeSet<Integer> at = new TreeSet<>();
    for (String name : room.mayImport()) {
      at.add(order.indexOf(name));
    }
    List<String> parts = new ArrayList<>();
    while (!at.isEmpty()) {
      int first = at.first();
      int last = first;
      while (at.contains(last + 1)) {
        last++;
      }
      if (last - first >= 2) {
        parts.add("`" + shown(order.get(first)) + "` … `" + shown(order.get(last)) + "`");
      } else {
        order.subList(first, last + 1).forEach(name -> parts.add("`" + shown(name) + "`"));
      }
      at.headSet(last, true).clear();
    }
    return parts.isEmpty() ? "–" : String.join(", ", parts);
  }

  private static String shown(String name) {
    return name.isEmpty() ? "ai.chestnut" : name;
  }

  /** Reads {@code "a..c"} as a, c and all rooms between them; {@code "a.."} as all from a on. */
  private static final class Builder {
    private final List<Room> rooms = new ArrayList<>();

    void add(String name, String holds, String... mayImport) {
      rooms.add(new Room(name, holds, expand(mayImport), false));
    }

    void addNative(String name, String holds, String... mayImport) {
      rooms.add(new Room(name, holds, expand(mayImport), true));
    }

    private Set<String> expand(String... words) {
      List<String> order = rooms.stream().map(Room::name).toList();
      Set<String> names = new LinkedHashSet<>();
      for (String word : words) {
        int dots = word.indexOf("..");
        String first = dots < 0 ? word : word.substring(0, dots);
        String last = dots < 0 ? word : word.substring(dots + 2);
        int from = order.indexOf(first);
        int to = dots >= 0 && last.isEmpty() ? order.size() - 1 : order.indexOf(last);
        if (from < 0 || to < from) {
          throw new IllegalArgumentException("a room imports rooms above it only: " + word);
        }
        names.addAll(order.subList(from, to + 1));
      }
      return names;
    }
  }
}
