package ai.chestnut.archive;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What an archive shall hold: the content of {@code --plan PLAN.toml}.
 *
 * @param name of the archive: lower-case letters, digits and hyphens
 * @param method the system, such as {@code text}
 * @param model the name of its models in the catalogue, such as {@code mu}
 * @param seed of the whole archive; study i is study i of this seed
 * @param shard studies per folder, 1 to 10,000
 * @param sampling how films are made
 * @param panel how they are judged
 * @param cells groups of studies that ask for the same, or for each combination of some values
 * @param splits shares of the studies that go to training, validation and test
 * @param card who publishes the archive
 */
public record Plan(
    String name,
    String method,
    String model,
    long seed,
    int shard,
    Plan.Sampling sampling,
    Plan.Panel panel,
    List<PlanCell> cells,
    Optional<Splits> splits,
    Optional<PublicationCard> card) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final int LARGEST_SHARD = 10_000;
  private static final int MOST = 1_000_000_000; // ids have at most nine digits

  /**
   * How films are made.
   *
   * @param steps of the solver, from 1
   * @param guidance factor from 0; 1 is the bare model
   * @param size side in pixels, from 16
   * @param bitDepth 8 or 16
   */
  public record Sampling(int steps, double guidance, int size, int bitDepth) {

    public Sampling {
      require(steps >= 1, "steps", steps, "at least 1");
      require(guidance >= 0 && Double.isFinite(guidance), "guidance", guidance, "a number from 0");
      require(size >= 16, "size", size, "at least 16 pixels");
      require(bitDepth == 8 || bitDepth == 16, "bitDepth", bitDepth, "8 or 16");
    }
  }

  /**
   * How films are judged.
   *
   * @param filter whether the expert panel may refuse one
   * @param attempts tries that a study gets at once, from 1
   * @param budget films that a cell may use in a shard, as a multiple of its studies, from 1; what
   *     studies that were accepted early leave over goes to those that were refused. As many as
   *     attempts where nothing is said
   * @param gates those that may refuse a film, such as {@code "finding agreement"}; all where
   *     nothing is said
   */
  public record Panel(
      boolean filter, int attempts, OptionalDouble budget, Optional<List<String>> gates) {

    public Panel {
      require(attempts >= 1, "attempts", attempts, "at least 1");
      double most = budget.orElse(attempts);
      require(most >= 1 && most <= 1e6, "budget", most, "1 to 1,000,000 films per study");
      gates = gates.map(List::copyOf);
    }

    /** Every gate may refuse; the budget is that of the attempts. */
    public Panel(boolean filter, int attempts) {
      this(filter, attempts, OptionalDouble.empty(), Optional.empty());
    }

    /** Films that so many studies of one cell may use. */
    public long films(int studies) {
      return Math.max(studies, (long) Math.floor(budget.orElse(attempts) * studies));
    }
  }

  public Plan {
    cells = List.copyOf(cells);
    require(NAME.matcher(name).matches(), "name", name, "lower-case letters, digits, hyphens");
    require(!method.isBlank(), "method", "nothing", "a method such as text");
    require(!model.isBlank(), "model", "nothing", "a model such as mu");
    require(shard >= 1 && shard <= LARGEST_SHARD, "shard", shard, "1 to " + LARGEST_SHARD);
    require(!cells.isEmpty(), "cells", "none", "at least one");
    long count = cells.stream().mapToLong(PlanCell::studies).sum();
    require(count <= MOST, "studies", count, "at most " + MOST);
    boolean pairs = cells.stream().anyMatch(PlanCell::paired);
    require(!pairs || shard % 2 == 0, "shard", shard, "an even number, where there are pairs");
  }

  /** A plan that splits nothing. */
  public Plan(
      String name,
      String method,
      String model,
      long seed,
      int shard,
      Plan.Sampling sampling,
      Plan.Panel panel,
      List<PlanCell> cells) {
    this(
        name,
        method,
        model,
        seed,
        shard,
        sampling,
        panel,
        cells,
        Optional.empty(),
        Optional.empty());
  }

  private static void require(boolean holds, String thing, Object got, String expected) {
    if (!holds) {
      throw new RequestException(thing, "plan", String.valueOf(got), expected);
    }
  }

  /**
   * Reads a plan and holds that every cell can be asked for.
   *
   * @throws RequestException if a value or a prompt is wrong, naming where it stands
   * @throws ai.chestnut.failure.FileException if the file is missing or unreadable
   */
  public static Plan read(Path file) {
    Plan plan = Toml.read(file, Plan.class);
    plan.items();
    return plan;
  }

  /** How many studies. */
  public int count() {
    return cells.stream().mapToInt(cell -> (int) cell.studies()).sum();
  }

  /** How many shards. */
  public int shards() {
    return (count() + shard - 1) / shard;
  }

  /**
   * What the cells ask for, one for each combination: first those of pairs, so that no shard parts
   * a pair, then the others, each in the order of the plan.
   *
   * @throws RequestException for a name that is not in the vocabulary or an impossible place
   */
  public List<AskedCell> asked() {
    List<AskedCell> asked = new ArrayList<>();
    for (boolean paired : List.of(true, false)) {
      for (int cell = 0; cell < cells.size(); cell++) {
        if (cells.get(cell).paired() == paired) {
          try {
            asked.addAll(cells.get(cell).asked(method, model));
          } catch (RequestException wrong) {
            throw new RequestException("plan at cells[" + cell + "]: " + wrong.getMessage());
          }
        }
      }
    }
    return List.copyOf(asked);
  }

  /**
   * Every study, in the order of their indices: cell after cell. Items are made when asked for, so
   * that the list of a large plan takes no room.
   */
  public PlanItems items() {
    return new PlanItems(seed, asked());
  }
}
