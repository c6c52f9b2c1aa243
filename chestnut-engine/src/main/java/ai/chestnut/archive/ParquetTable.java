package ai.chestnut.archive;

import ai.chestnut.storage.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of few rows per group, so that a reader of one row need not read all pictures.
 * Equal rows give equal bytes: nothing is compressed (pictures are already), and the footer's lists
 * of encodings, which the library leaves in the order of a hash table, are sorted.
 */
final class ParquetTable {

  /** Most rows of a group. */
  static final int ROWS = 100;

  private static final int TAIL = 8; // length of the footer and the magic number

  private ParquetTable() {}

  /** What fills the rows. */
  @FunctionalInterface
  interface Rows {
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes rows one by one. */
  static final class Sink {

    private final MessageType schema;
    private final ParquetWriter<Group> writer;

    private Sink(MessageType schema, ParquetWriter<Group> writer) {
      this.schema = schema;
      this.writer = writer;
    }

    Group row() {
      return new SimpleGroup(schema);
    }

    void add(Group row) throws IOException {
      writer.write(row);
    }
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws ai.chestnut.failure.FileException if it cannot be written
   */
  static void write(Path file, MessageType schema, Rows rows) {
    AtomicFile.fill(
        file,
        partial -> {
          try (ParquetWriter<Group> writer =
              ExampleParquetWriter.builder(new LocalOutputFile(partial))
                  .withConf(new PlainParquetConfiguration())
                  .withType(schema)
                  .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                  .withRowGroupRowCountLimit(ROWS)
                  .withPageWriteChecksumEnabled(true)
                  .build()) {
            rows.writeTo(new Sink(schema, writer));
          }
          sortFooter(partial);
        });
  }

  private static void sortFooter(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - TAIL);
      byte[] tail = new byte[TAIL];
      bytes.readFully(tail);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long start = bytes.length() - TAIL - length;
      byte[] footer = new byte[length];
      bytes.seek(start);
      bytes.readFully(footer);
      FileMetaData data = Util.readFileMetaData(new ByteArrayInputStream(footer));
      for (RowGroup group : data.getRow_groups()) {
        for (ColumnChunk chunk : group.getColumns()) {
          sort(chunk.getMeta_data());
        }
      }
      ByteArrayOutputStream sorted = new ByteArrayOutputStream(length);
      Util.writeFileMetaData(data, sorted);
      ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).putInt(sorted.size());
      bytes.setLength(start);
      bytes.seek(start);
      bytes.write(sorted.toByteArray());
      bytes.write(tail);
    }
  }

  private static void sort(ColumnMetaData column) {
    List<Encoding> encodings = new ArrayList<>(column.getEncodings());
    encodings.sort(Comparator.naturalOrder());
    column.setEncodings(encodings);
    if (column.isSetEncoding_stats()) {
      List<PageEncodingStats> stats = new ArrayList<>(column.getEncoding_stats());
      stats.sort(Comparator.naturalOrder());
      column.setEncoding_stats(stats);
    }
  }
}
