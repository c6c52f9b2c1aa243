package ai.chestnut.dataset;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One report of the Indiana University collection at Open-i: an {@code eCitation} in XML.
 *
 * @param id such as {@code CXR1}
 * @param text findings and impression
 * @param terms the MeSH terms that a reader gave, such as {@code Cardiomegaly/mild}, or {@code
 *     normal}
 * @param images the names of its films, without ending
 */
record OpenIReport(String id, String text, List<String> terms, List<String> images) {

  static OpenIReport read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // throws, where the default one prints too
      Document document = builder.parse(in);
      List<Element> ids = elements(document, "uId");
      if (ids.isEmpty()) {
        throw new FileException("report", file, "no uId", "an Open-i eCitation");
      }
      return new OpenIReport(
          ids.get(0).getAttribute("id"),
          ReportSections.joined(section(document, "FINDINGS"), section(document, "IMPRESSION")),
          elements(document, "major").stream().map(each -> each.getTextContent().strip()).toList(),
          elements(document, "parentImage").stream().map(each -> each.getAttribute("id")).toList());
    } catch (SAXException wrong) {
      throw new FileException(
          "report", file, String.valueOf(wrong.getMessage()), "well-formed XML", wrong);
    } catch (IOException wrong) {
      throw new FileException(
          "report", file, String.valueOf(wrong.getMessage()), "a readable report", wrong);
    } catch (ParserConfigurationException impossible) {
      throw new DefectException("every Java platform reads XML without DTDs", impossible);
    }
  }

  private static String section(Document document, String label) {
    return elements(document, "AbstractText").stream()
        .filter(each -> each.getAttribute("Label").equals(label))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
