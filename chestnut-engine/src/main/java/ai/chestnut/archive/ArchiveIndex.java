package ai.chestnut.archive;

import ai.chestnut.storage.AtomicFile;
import ai.chestnut.study.IndexCsv;
import ai.chestnut.study.IndexRow;
import ai.chestnut.study.StudyFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVPrinter;
import org.apache.parquet.schema.MessageType;

/**
 * The tables of an archive: {@code index.csv}, {@code index.parquet} and {@code families.csv}. They
 * are written study by study, so an archive of any size takes the same room in memory.
 *
 * @param yields of each cell
 */
record ArchiveIndex(List<CellYield> yields) {

  ArchiveIndex {
    yields = List.copyOf(yields);
  }

  int accepted() {
    return yields.stream().mapToInt(CellYield::accepted).sum();
  }

  /** Writes the three tables from the studies' documents. */
  static ArchiveIndex write(
      Path out,
      Plan plan,
      PlanItems items,
      FamilyTable families,
      Function<PlanItem, StudyFile> documents) {
    families.write(out.resolve(ArchiveFiles.FAMILIES));
    List<CellYield> yields = new ArrayList<>();
    items.cells().forEach(cell -> yields.add(CellYield.none(cell)));
    MessageType schema = new MessageType("study", StudyColumns.types());
    AtomicFile.write(
        out.resolve(ArchiveFiles.INDEX),
        bytes ->
            ParquetTable.write(
                out.resolve(ArchiveFiles.TABLE),
                schema,
                sink -> tables(documents, plan, items, families, bytes, sink, yields)));
    return new ArchiveIndex(yields);
  }

  private static void tables(
      Function<PlanItem, StudyFile> documents,
      Plan plan,
      PlanItems items,
      FamilyTable families,
      OutputStream csv,
      ParquetTable.Sink sink,
      List<CellYield> yields)
      throws IOException {
    Writer text = new OutputStreamWriter(csv, StandardCharsets.UTF_8);
    CSVPrinter printer = IndexCsv.begin(text);
    for (PlanItem item : items) {
      StudyFile file = documents.apply(item);
      IndexCsv.print(printer, IndexRow.of(file));
      var row = sink.row();
      StudyColumns.fill(
          row, new StudyRow(item, families.row(item), file), ArchiveFiles.film(plan, item));
      sink.add(row);
      yields.set(item.cell(), yields.get(item.cell()).with(file.study()));
    }
    printer.flush();
  }
}
