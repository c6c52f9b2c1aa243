package ai.chestnut.archive;

import ai.chestnut.study.IndexCsv;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of an archive lie, format {@code chestnut-archive/1}:
 *
 * <pre>
 * plan.toml                        what was asked for, every default written out
 * origin.json                      software and models
 * shard-00000/000000/...           one study, see StudyFolder
 * shard-00000/checksums.txt        SHA-256 of every file of the shard, as sha256sum writes them
 * index.csv                        one row per study
 * index.parquet                    the same with all that is known of a study
 * families.csv                     cell, family and split of each study
 * evaluation/                      not of the archive itself: what evaluate says of it
 * archive.json                     SHA-256 of all the above lists; written last: with it the
 *                                  archive is finished, without it it is not
 * </pre>
 *
 * The checksums form a tree (archive.json, checksums.txt, files), so that a shard can be written,
 * checked and moved on its own.
 */
final class ArchiveFiles {

  static final String FORMAT = "chestnut-archive/1";
  static final String PLAN = "plan.toml";
  static final String ORIGIN = "origin.json";
  static final String INDEX = IndexCsv.FILE_NAME;
  static final String TABLE = "index.parquet";
  static final String FAMILIES = "families.csv";
  static final String EVALUATION = "evaluation";
  static final String MANIFEST = "archive.json";
  static final String CHECKSUMS = "checksums.txt";

  /** What the manifest holds checksums of, beside the shards' lists. */
  static final List<String> LISTS = List.of(FAMILIES, INDEX, TABLE, ORIGIN, PLAN);

  private ArchiveFiles() {}

  /** {@code shard-00012}. */
  static String shard(int number) {
    String digits = Integer.toString(number);
    return "shard-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
  }

  /** The folder of a study's shard. */
  static Path shard(Path archive, Plan plan, int index) {
    return archive.resolve(shard(index / plan.shard()));
  }

  /** The folder of a study. */
  static Path study(Path archive, Plan plan, PlanItem item) {
    return shard(archive, plan, item.index()).resolve(item.id());
  }

  /** The path of a study's film within the archive. */
  static String film(Plan plan, PlanItem item) {
    return shard(item.index() / plan.shard()) + "/" + item.id() + "/" + StudyFolder.FILM;
  }
}
