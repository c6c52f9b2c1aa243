package ai.chestnut.archive;

import ai.chestnut.failure.DefectException;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.vocabulary.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Describes the Parquet files of an archive as a Croissant data set. Names and meanings of the
 * terms are those of Croissant 1.1 (MLCommons, 2026), its extension for responsible AI 1.0, and
 * PROV-O (W3C, 2013).
 */
final class CroissantDocument {

  private static final String FILES = "parquet-files";
  private static final String STUDIES = "studies";
  private static final String TYPE = "@type";
  private static final String ID = "@id";

  private final Export export;
  private final PublicationCard card;
  private final Path out;

  /**
   * @param out with the Parquet files below {@code data}
   */
  CroissantDocument(Export export, PublicationCard card, Path out) {
    this.export = export;
    this.card = card;
    this.out = out;
  }

  Map<String, Object> describe() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("@context", context());
    root.put(TYPE, "sc:Dataset");
    root.put("name", export.archive().plan().name());
    root.put("alternateName", card.title());
    root.put("description", card.description() + " " + StudyFolder.MARK);
    root.put(
        "conformsTo",
        List.of("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"));
    root.put("license", card.licence());
    root.put("url", card.url());
    root.put("creator", node("sc:Organization", "name", card.creator()));
    root.put("datePublished", card.published());
    root.put("version", card.version());
    root.put("inLanguage", "en");
    root.put(
        "keywords", List.of("chest radiograph", "synthetic data", "segmentation", "radiology"));
    root.put(
        "citeAs", card.creator() + ": " + card.title() + ", " + card.version() + ". " + card.url());
    root.put("isLiveDataset", false);
    provenance(root);
    CroissantUse.add(root, export);
    root.put("distribution", distribution());
    root.put("recordSet", List.of(splits(), studies()));
    return root;
  }

  /** The terms as the specification's appendix shortens them. */
  private static Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("@language", "en");
    context.put("@vocab", "http://schema.org/");
    context.put("sc", "http://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("rai", "http://mlcommons.org/croissant/RAI/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("prov", "http://www.w3.org/ns/prov#");
    context.put("conformsTo", "dct:conformsTo");
    context.put("data", Map.of(ID, "cr:data", TYPE, "@json"));
    context.put("dataType", Map.of(ID, "cr:dataType", TYPE, "@vocab"));
    context.put("examples", Map.of(ID, "cr:examples", TYPE, "@json"));
    for (String term :
        List.of(
            "annotation",
            "arrayShape",
            "citeAs",
            "column",
            "containedIn",
            "equivalentProperty",
            "excludes",
            "extract",
            "field",
            "fileProperty",
            "fileObject",
            "fileSet",
            "format",
            "includes",
            "isArray",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "path",
            "readLines",
            "recordSet",
            "references",
            "regex",
            "repeated",
            "replace",
            "sdVersion",
            "separator",
            "source",
            "subField",
            "transform",
            "unArchive",
            "value")) {
      context.put(term, "cr:" + term);
    }
    return context;
  }

  private static Map<String, Object> node(String type, Object... keysAndValues) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put(TYPE, type);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      node.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return node;
  }

  private static Map<String, Object> reference(String id) {
    return Map.of(ID, id);
  }

  /** Made by a program of such models: an activity, its agents and what it used. */
  private void provenance(Map<String, Object> root) {
    JsonNode origin = origin();
    List<Object> models = new ArrayList<>();
    origin
        .path("models")
        .forEach(
            model ->
                models.add(
                    node(
                        "prov:Entity",
                        ID,
                        "urn:sha256:" + model.path("sha256").asText(),
                        "prov:label",
                        model.path("name").asText())));
    Map<String, Object> agent =
        node("prov:SoftwareAgent", "prov:label", origin.path("software").asText());
    root.put(
        "prov:wasDerivedFrom",
        node(
            "prov:Entity",
            ID,
            "urn:sha256:" + MemorisationVerdict.identity(export.archive().folder()),
            "prov:label",
            "archive " + export.archive().plan().name()));
    root.put(
        "prov:wasGeneratedBy",
        node(
            "prov:Activity",
            "prov:label",
            "synthesis by the plan of seed " + export.archive().plan().seed(),
            "prov:used",
            models,
            "prov:wasAssociatedWith",
            agent));
    root.put("prov:wasAttributedTo", agent);
  }

  private JsonNode origin() {
    Path file = export.archive().folder().resolve(ArchiveFiles.ORIGIN);
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException wrong) {
      throw Trouble.reading("archive", file, "JSON", wrong);
    }
  }

  private List<Object> distribution() {
    List<Object> files = new ArrayList<>();
    for (Path file : parquetFiles()) {
      String name = "data/" + file.getFileName();
      files.add(
          node(
              "cr:FileObject",
              ID,
              name,
              "name",
              name,
              "contentUrl",
              name,
              "contentSize",
              size(file) + " B",
              "encodingFormat",
              "application/x-parquet",
              "sha256",
              Sha256.of(file)));
    }
    files.add(
        node(
            "cr:FileSet",
            ID,
            FILES,
            "name",
            FILES,
            "description",
            "One row a study, at most 100 rows a group.",
            "encodingFormat",
            "application/x-parquet",
            "includes",
            "data/*.parquet"));
    return files;
  }

  private List<Path> parquetFiles() {
    Path folder = out.resolve("data");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException wrong) {
      throw Trouble.reading("export", folder, "a readable folder", wrong);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException wrong) {
      throw Trouble.reading("export", file, "a readable file", wrong);
    }
  }

  private static Map<String, Object> splits() {
    List<Object> data = new ArrayList<>();
    List<String> urls = List.of("cr:TrainingSplit", "cr:ValidationSplit", "cr:TestSplit");
    for (int split = 0; split < urls.size(); split++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("splits/name", Splits.NAMES.get(split));
      row.put("splits/url", urls.get(split));
      data.add(row);
    }
    return node(
        "cr:RecordSet",
        ID,
        "splits",
        "name",
        "splits",
        "description",
        "A family of studies is in one split alone.",
        "dataType",
        "cr:Split",
        "key",
        reference("splits/name"),
        "field",
        List.of(
            node("cr:Field", ID, "splits/name", "name", "name", "dataType", "sc:Text"),
            node("cr:Field", ID, "splits/url", "name", "url", "dataType", "cr:Split")),
        "data",
        data);
  }

  private Map<String, Object> studies() {
    List<Object> fields = new ArrayList<>();
    ParquetExport.schema().getFields().forEach(type -> fields.add(field(type)));
    return node(
        "cr:RecordSet",
        ID,
        STUDIES,
        "name",
        STUDIES,
        "description",
        "One record a synthetic study.",
        "key",
        reference(STUDIES + "/id"),
        "field",
        fields);
  }

  private static Map<String, Object> field(Type type) {
    String name = type.getName();
    Map<String, Object> field = fieldNode(STUDIES + "/" + slug(name), name);
    if (type instanceof PrimitiveType primitive) {
      field.put("dataType", dataType(name, primitive));
      field.put("source", source(name, ""));
      if (name.equals("split")) {
        field.put("references", Map.of("field", reference("splits/name")));
      }
      if (name.endsWith("_probability")) {
        field.put(
            "prov:wasAttributedTo",
            node("prov:SoftwareAgent", "prov:label", "the experts among the models"));
      }
      return field;
    }
    GroupType group = type.asGroupType();
    if (group.containsField("bytes")) {
      field.put(
          "dataType",
          name.equals("anatomy")
              ? List.of("sc:ImageObject", "cr:SegmentationMask")
              : "sc:ImageObject");
      field.put("source", source(name, "bytes"));
      return field;
    }
    Type element = group.getType("list").asGroupType().getType("element");
    field.put("repeated", true);
    if (element instanceof PrimitiveType) {
      field.put("dataType", "sc:Text");
      field.put("source", source(name, ""));
      return field;
    }
    List<Object> parts = new ArrayList<>();
    for (Type part : element.asGroupType().getFields()) {
      Map<String, Object> sub =
          fieldNode(STUDIES + "/" + slug(name) + "/" + part.getName(), part.getName());
      sub.put(
          "dataType",
          part instanceof PrimitiveType primitive
              ? dataType(part.getName(), primitive)
              : List.of("sc:ImageObject", "cr:SegmentationMask"));
      String path = "[*]." + part.getName() + (part instanceof PrimitiveType ? "" : ".bytes");
      sub.put("source", source(name, path));
      parts.add(sub);
    }
    field.put("subField", parts);
    return field;
  }

  private static Map<String, Object> fieldNode(String id, String name) {
    return node("cr:Field", ID, id, "name", name);
  }

  private static String slug(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }

  private static Object dataType(String name, PrimitiveType type) {
    String plain =
        switch (type.getPrimitiveTypeName()) {
          case INT32, INT64 -> "sc:Integer";
          case DOUBLE -> "sc:Float";
          case BOOLEAN -> "sc:Boolean";
          case BINARY -> "sc:Text";
          default ->
              throw new DefectException("column " + name + ": got " + type + ", expected less");
        };
    boolean label = Finding.named(name).filter(f -> f.canonicalName().equals(name)).isPresent();
    return label ? List.of(plain, "cr:Label") : plain;
  }

  private static Map<String, Object> source(String column, String path) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("fileSet", reference(FILES));
    source.put("extract", Map.of("column", column));
    if (!path.isEmpty()) {
      source.put("transform", Map.of("jsonPath", path));
    }
    return source;
  }
}
