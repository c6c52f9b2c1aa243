package ai.chestnut.archive;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * @param cells groups of studies that ask for the same
 */
public record Plan(
    String name,
    String method,
    String model,
    long seed,
    int shard,
    Plan.Sampling sampling,
    Plan.Panel panel,
    List<PlanCell> cells) {

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
   * @param attempts tries per study, from 1
   */
  public record Panel(boolean filter, int attempts) {

    public Panel {
      require(attempts >= 1, "attempts", attempts, "at least 1");
    }
  }

  public Plan {
    cells = List.copyOf(cells);
    require(NAME.matcher(name).matches(), "name", name, "lower-case letters, digits, hyphens");
    require(!method.isBlank(), "method", "nothing", "a method such as text");
    require(!model.isBlank(), "model", "nothing", "a model such as mu");
    require(shard >= 1 && shard <= LARGEST_SHARD, "shard", shard, "1 to " + LARGEST_SHARD);
    require(!cells.isEmpty(), "cells", "none", "at least one");
    long count = cells.stream().mapToLong(PlanCell::count).sum();
    require(count <= MOST, "studies", count, "at most " + MOST);
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
    plan.prompts();
    return plan;
  }

  /** How many studies. */
  public int count() {
    return cells.stream().mapToInt(PlanCell::count).sum();
  }

  /** How many shards. */
  public int shards() {
    return (count() + shard - 1) / shard;
  }

  /** Every study, in the order of their indices: cell after cell. */
  public List<PlanItem> items() {
    List<Prompt> prompts = prompts();
    List<PlanItem> items = new ArrayList<>(count());
    for (int cell = 0; cell < cells.size(); cell++) {
      for (int i = 0; i < cells.get(cell).count(); i++) {
        items.add(new PlanItem(items.size(), cell, prompts.get(cell)));
      }
    }
    return items;
  }

  private List<Prompt> prompts() {
    List<Prompt> prompts = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      try {
        Prompt prompt = cells.get(cell).prompted();
        prompt.requireUsable();
        prompts.add(prompt);
      } catch (RequestException wrong) {
        throw new RequestException("plan at cells[" + cell + "]: " + wrong.getMessage());
      }
    }
    return prompts;
  }
}
