package ai.chestnut.radiograph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class XmpPacketTest {

  @TempDir Path root;

  @Test
  void aPngCarriesThePacketAsXmlOfTheIptcsTerm() throws Exception {
    Path file = root.resolve("film.png");
    String packet = XmpPacket.ofTrained("chestnut <1> & \"2\"");
    RadiographFiles.write(
        Radiograph.of(16, 16, 8, new short[256]), file, Map.of(XmpPacket.KEY, packet));
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("iTXtXML:com.adobe.xmp\0\0\0\0\0<?xpacket begin=");
    String read = RadiographFiles.readText(file).get(XmpPacket.KEY);
    assertThat(read).isEqualTo(packet);
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    xml.setNamespaceAware(true);
    Element description =
        (Element)
            xml.newDocumentBuilder()
                .parse(new InputSource(new StringReader(read)))
                .getElementsByTagNameNS(
                    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Description")
                .item(0);
    assertThat(
            description.getAttributeNS(
                "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"))
        .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(description.getAttributeNS("http://ns.adobe.com/xap/1.0/", "CreatorTool"))
        .isEqualTo("chestnut <1> & \"2\"");
  }
}
