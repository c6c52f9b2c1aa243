package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.storage.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the specification of Croissant 1.1 requires of a description, held against a folder. */
final class CroissantShape {

  private CroissantShape() {}

  static void check(JsonNode root, Path folder) {
    JsonNode context = root.get("@context");
    assertThat(context.get("@vocab").asText()).isEqualTo("http://schema.org/");
    assertThat(context.get("cr").asText()).isEqualTo("http://mlcommons.org/croissant/");
    assertThat(context.get("rai").asText()).isEqualTo("http://mlcommons.org/croissant/RAI/");
    assertThat(context.get("prov").asText()).isEqualTo("http://www.w3.org/ns/prov#");
    assertThat(root.get("@type").asText()).isEqualTo("sc:Dataset");
    assertThat(root.get("conformsTo").toString())
        .contains("\"http://mlcommons.org/croissant/1.1\"", "croissant/RAI/1.0\"");
    for (String required :
        List.of("description", "license", "name", "url", "creator", "datePublished")) {
      assertThat(root.path(required).isMissingNode()).as(required).isFalse();
    }
    keysAreTerms(root, context);
    Map<String, JsonNode> ids = new HashMap<>();
    List<String> references = new ArrayList<>();
    collect(root.get("distribution"), ids, references);
    collect(root.get("recordSet"), ids, references);
    assertThat(ids.keySet()).containsAll(references);
    int files = 0;
    for (JsonNode each : root.get("distribution")) {
      assertThat(each.path("encodingFormat").isTextual()).isTrue();
      if (each.get("@type").asText().equals("cr:FileObject")) {
        Path file = folder.resolve(each.get("contentUrl").asText());
        assertThat(Sha256.of(file)).isEqualTo(each.get("sha256").asText());
        assertThat(each.get("contentSize").asText()).isEqualTo(file.toFile().length() + " B");
        assertThat(Files.isRegularFile(file)).isTrue();
        files++;
      }
    }
    assertThat(files).isEqualTo(3);
    for (JsonNode set : root.get("recordSet")) {
      assertThat(set.get("@type").asText()).isEqualTo("cr:RecordSet");
      for (JsonNode field : set.get("field")) {
        assertThat(field.get("@type").asText()).isEqualTo("cr:Field");
        assertThat(field.get("@id").asText()).startsWith(set.get("@id").asText() + "/");
        assertThat(field.has("dataType") || field.has("subField")).isTrue();
        if (field.has("source")) {
          String column = field.get("source").get("extract").get("column").asText();
          assertThat(ParquetExport.schema().containsField(column)).as(column).isTrue();
        }
      }
    }
  }

  /** Every key is a term of the context, has a known prefix, or is one of schema.org's own. */
  private static void keysAreTerms(JsonNode node, JsonNode context) {
    List<String> schemaOrg =
        List.of(
            "name",
            "alternateName",
            "description",
            "license",
            "url",
            "creator",
            "datePublished",
            "version",
            "inLanguage",
            "keywords",
            "distribution",
            "contentUrl",
            "contentSize",
            "encodingFormat",
            "sha256");
    node.properties()
        .forEach(
            each -> {
              String key = each.getKey();
              int colon = key.indexOf(':');
              boolean known =
                  key.startsWith("@")
                      || (colon > 0 && context.has(key.substring(0, colon)))
                      || context.has(key)
                      || schemaOrg.contains(key);
              assertThat(known).as(key).isTrue();
            });
    node.properties().stream()
        .filter(each -> !List.of("@context", "data").contains(each.getKey()))
        .forEach(each -> keysAreTerms(each.getValue(), context));
    if (node.isArray()) {
      node.forEach(each -> keysAreTerms(each, context));
    }
  }

  private static void collect(JsonNode node, Map<String, JsonNode> ids, List<String> references) {
    if (node.isObject() && node.has("@id")) {
      String id = node.get("@id").asText();
      if (node.size() == 1) {
        references.add(id);
      } else {
        assertThat(ids.put(id, node)).as("one node of id " + id).isNull();
      }
    }
    if (node.isContainerNode() && !node.has("@vocab")) {
      for (JsonNode each : node) {
        collect(each, ids, references);
      }
    }
  }
}
