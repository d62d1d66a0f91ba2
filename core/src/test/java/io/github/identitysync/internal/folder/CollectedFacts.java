package io.github.identitysync.internal.folder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The facts of blocks, each as a line of text, by section. */
final class CollectedFacts implements BlockReader.Facts {

  final List<String> nodes = new ArrayList<>();
  final List<String> edges = new ArrayList<>();
  final List<String> nodeTimes = new ArrayList<>();
  final List<String> edgeTimes = new ArrayList<>();

  static String node(long time, String type, String id) {
    return time + " " + type + " " + id;
  }

  @Override
  public void node(
      long time, byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength) {
    String type = new String(bytes, typeOffset, typeLength, StandardCharsets.UTF_8);
    nodes.add(node(time, type, new String(bytes, idOffset, idLength, StandardCharsets.UTF_8)));
  }

  @Override
  public void edge(int from, int to, long time) {
    edges.add(from + " " + to + " " + time);
  }

  @Override
  public void nodeTime(int node, long time) {
    nodeTimes.add(node + " " + time);
  }

  @Override
  public void edgeTime(int edge, long time) {
    edgeTimes.add(edge + " " + time);
  }
}
