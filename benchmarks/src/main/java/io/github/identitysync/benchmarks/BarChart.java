package io.github.identitysync.benchmarks;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A chart of horizontal bars as SVG, whose colours suit a light and a dark background.
 *
 * @param title what is shown, and in which unit
 * @param bars from top to bottom, all above zero
 */
record BarChart(String title, List<Bar> bars) {

  /** A value with its name; what is this project's stands out. */
  record Bar(String name, double value, boolean own) {
    static Bar of(StoreKind store, double value) {
      return new Bar(store.displayName(), value, store == StoreKind.IDENTITY_SYNC);
    }
  }

  private static final int WIDTH = 720;
  private static final int LEFT = 180;
  private static final int LONGEST = 430;
  private static final int TOP = 36;
  private static final int STEP = 26;
  private static final int THICKNESS = 18;
  private static final int BASELINE = 14;

  /** A wider spread than this is shown on a logarithmic scale. */
  private static final double LINEAR_SPREAD = 50;

  private static final String STYLE =
      """
      text { font: 13px sans-serif; fill: #24292f; }
      .title { font-weight: bold; }
      .peer { fill: #8c959f; }
      .own { fill: #d9730d; }
      @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }
      """;

  String toSvg() {
    StringWriter svg = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(svg);
      int height = TOP + bars.size() * STEP;
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
      xml.writeAttribute("viewBox", "0 0 %d %d".formatted(WIDTH, height));
      xml.writeAttribute("width", Integer.toString(WIDTH));
      xml.writeAttribute("height", Integer.toString(height));
      xml.writeAttribute("role", "img");
      element(xml, "style", STYLE);
      text(xml, 0, BASELINE, "title", isLogarithmic() ? title + ", logarithmic scale" : title);
      for (int i = 0; i < bars.size(); i++) {
        bar(xml, bars.get(i), TOP + i * STEP);
      }
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return svg + "\n";
  }

  private void bar(XMLStreamWriter xml, Bar bar, int top) throws XMLStreamException {
    double length = length(bar.value);
    text(xml, 0, top + BASELINE, "name", bar.name);
    xml.writeEmptyElement("rect");
    xml.writeAttribute("class", bar.own ? "own" : "peer");
    xml.writeAttribute("x", Integer.toString(LEFT));
    xml.writeAttribute("y", Integer.toString(top));
    xml.writeAttribute("width", String.format(Locale.ROOT, "%.1f", length));
    xml.writeAttribute("height", Integer.toString(THICKNESS));
    text(xml, LEFT + (int) length + 6, top + BASELINE, "value", Numbers.format(bar.value));
  }

  /** On a logarithmic scale a bar begins below the smallest value, at a power of ten. */
  private double length(double value) {
    double largest = values().max().orElseThrow();
    if (!isLogarithmic()) {
      return LONGEST * value / largest;
    }
    double start = Math.ceil(Math.log10(values().min().orElseThrow())) - 1;
    return LONGEST * (Math.log10(value) - start) / (Math.log10(largest) - start);
  }

  private boolean isLogarithmic() {
    return values().max().orElseThrow() > LINEAR_SPREAD * values().min().orElseThrow();
  }

  private DoubleStream values() {
    return bars.stream().mapToDouble(Bar::value);
  }

  private static void text(XMLStreamWriter xml, int x, int y, String kind, String text)
      throws XMLStreamException {
    xml.writeStartElement("text");
    xml.writeAttribute("class", kind);
    xml.writeAttribute("x", Integer.toString(x));
    xml.writeAttribute("y", Integer.toString(y));
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
