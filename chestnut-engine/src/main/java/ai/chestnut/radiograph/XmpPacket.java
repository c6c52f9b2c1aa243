package ai.chestnut.radiograph;

/**
 * The XMP packet (ISO 16684-1) that tells machines where a picture comes from: the IPTC's property
 * Digital Source Type with a concept of its controlled vocabulary. In a PNG it is the iTXt chunk
 * {@value #KEY} (XMP specification, part 3).
 */
public final class XmpPacket {

  /** Keyword of the chunk. */
  public static final String KEY = "XML:com.adobe.xmp";

  /** A picture made by a model that was trained on sampled content. */
  public static final String TRAINED =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

  private static final String EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

  private XmpPacket() {}

  /**
   * Says that a trained model made the picture.
   *
   * @param software name and version
   */
  public static String ofTrained(String software) {
    return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        + " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        + "  <rdf:Description rdf:about=\"\"\n"
        + "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
        + "    xmlns:Iptc4xmpExt=\""
        + EXTENSION
        + "\"\n    xmp:CreatorTool=\""
        + escaped(software)
        + "\"\n    Iptc4xmpExt:DigitalSourceType=\""
        + TRAINED
        + "\"/>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
