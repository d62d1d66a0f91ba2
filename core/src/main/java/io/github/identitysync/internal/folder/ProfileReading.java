package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The nodes of a profile and what was written through them, all as they were at one instant. */
public final class ProfileReading {

  private final Members members;
  private final List<MemberFields> fields;

  /**
   * The nodes of a profile.
   *
   * @param id the profile's id
   * @param canonical the node of the canonical identity
   * @param nodes every node of the profile
   */
  public record Members(ProfileId id, int canonical, int[] nodes) {}

  /** The fields of one node. */
  record MemberFields(int node, FieldSet fields) {}

  ProfileReading(Members members, List<MemberFields> fields) {
    this.members = members;
    this.fields = fields;
  }

  /** Returns the nodes. */
  public Members members() {
    return members;
  }

  /**
   * Returns what the profile shows for every field.
   *
   * @param rules the rule of each field
   * @param names the identity of each node
   */
  public SortedMap<String, ShownField> fields(
      Function<String, FieldRule> rules, IntFunction<Identity> names) {
    SortedMap<String, List<ShownField.Part>> parts = new TreeMap<>();
    for (MemberFields member : fields) {
      for (int i = 0; i < member.fields().count(); i++) {
        parts
            .computeIfAbsent(member.fields().name(i), name -> new ArrayList<>())
            .add(new ShownField.Part(member.node(), member.fields().kept(i)));
      }
    }
    SortedMap<String, ShownField> shown = new TreeMap<>();
    parts.forEach(
        (name, ofName) -> {
          ShownField field = ShownField.join(rules.apply(name), ofName, names);
          if (field != null) {
            shown.put(name, field);
          }
        });
    return shown;
  }

  /** Returns what the profile shows for one field, or null where it shows nothing. */
  public @Nullable ShownField field(String name, FieldRule rule, IntFunction<Identity> names) {
    List<ShownField.Part> parts = new ArrayList<>();
    for (MemberFields member : fields) {
      KeptWrites kept = member.fields().field(name);
      if (kept != null) {
        parts.add(new ShownField.Part(member.node(), kept));
      }
    }
    return ShownField.join(rule, parts, names);
  }
}
