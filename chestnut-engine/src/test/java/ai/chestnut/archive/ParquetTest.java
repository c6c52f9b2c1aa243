package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, read by DuckDB, which shares no code with what wrote them. */
class ParquetTest {

  @TempDir Path root;

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("set threads = 1");
      ResultSet found = statement.executeQuery(sql);
      while (found.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(found.getObject(i)));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }

  @Test
  void indexAndExportAreReadByDuckDb() throws Exception {
    Archives.write(Drawn.PLAN, root.resolve("archive"), new Drawn(), 1);
    Archive archive = Archive.open(root.resolve("archive"));
    String index = "'" + archive.folder().resolve("index.parquet") + "'";
    assertThat(query("select count(*), count(distinct id), sum(accepted::int) from " + index))
        .containsExactly("151 151 134");
    assertThat(
            query(
                "select \"Nodule\", \"Nodule_probability\", observations[1].laterality,"
                    + " len(boxes) > 0, sex, view, reasons from "
                    + index
                    + " where id in ('000000', '000004')"))
        .containsExactly(
            "1 0.75 left true F PA []", "1 0.75 left true F AP [finding agreement: not seen]");
    assertThat(query("select split, count(*) from " + index + " group by split order by split"))
        .hasSize(3)
        .contains("train " + archive.manifest().splits().get("train"));

    Path out = root.resolve("hf");
    ArchiveExport.named("parquet", ExportOptions.STANDARD)
        .write(archive, out, false, Progress.SILENT);
    String data = "'" + out.resolve("data") + "/*.parquet'";
    assertThat(
            query(
                "select count(*), bool_and(sha256(image.bytes) = sha256),"
                    + " bool_and(image.path = id || '.png'), sum(len(masks)) from "
                    + data))
        .containsExactly("134 true true " + masks(archive));
    assertThat(
            query("select distinct row_group_num_rows > 100 from parquet_metadata(" + data + ")"))
        .containsExactly("false");
    assertThat(
            query(
                "select count(distinct row_group_id) from parquet_metadata('"
                    + out.resolve("data/train-00000-of-00001.parquet")
                    + "')"))
        .containsExactly("2");
    PlanItem first = archive.items().get(0);
    String mask =
        ai.chestnut.storage.Sha256.of(archive.folder(first).resolve("pathology/nodule.png"));
    assertThat(
            query(
                "select masks[1].finding, sha256(masks[1].image.bytes) from "
                    + data
                    + " where id = '000000'"))
        .containsExactly("Nodule " + mask);
    assertThat(out.resolve("README.md"))
        .content()
        .startsWith("---\n")
        .contains(
            "split: validation\n    path: data/validation-*\n",
            "- name: \"image\"\n    dtype: image\n");
  }

  private static long masks(Archive archive) {
    return archive.items().stream()
        .map(archive::document)
        .filter(file -> file.study().verdict().accepted())
        .mapToLong(file -> file.pathology().size())
        .sum();
  }

  @Test
  void theFooterNamesEncodingsInOneOrder() throws Exception {
    Archives.write(root.resolve("archive"), new Archives.Noise(), 1);
    Path index = root.resolve("archive/index.parquet");
    byte[] bytes = Files.readAllBytes(index);
    int length =
        java.nio.ByteBuffer.wrap(bytes, bytes.length - 8, 4)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getInt();
    var footer =
        org.apache.parquet.format.Util.readFileMetaData(
            new java.io.ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
    footer
        .getRow_groups()
        .forEach(
            group ->
                group
                    .getColumns()
                    .forEach(
                        column -> assertThat(column.getMeta_data().getEncodings()).isSorted()));
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(index))) {
      assertThat(reader.getRowGroups()).extracting(BlockMetaData::getRowCount).containsExactly(10L);
    }
  }
}
