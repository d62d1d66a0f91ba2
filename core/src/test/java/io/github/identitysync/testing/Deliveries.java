package io.github.identitysync.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ways in which the same records reach a store. */
public final class Deliveries {

  private Deliveries() {}

  /** Returns the records in another order, some of them more than once. */
  public static <T> List<T> shuffledWithRepeats(List<T> records, Random random) {
    List<T> delivery = new ArrayList<>(records);
    for (int i = random.nextInt(records.size() + 1); i > 0; i--) {
      delivery.add(records.get(random.nextInt(records.size())));
    }
    Collections.shuffle(delivery, random);
    return delivery;
  }

  /** Cuts a list into batches of one record up to a size, with an empty one now and then. */
  public static <T> List<List<T>> batches(List<T> records, int largest, Random random) {
    List<List<T>> batches = new ArrayList<>();
    int at = 0;
    while (at < records.size()) {
      int size = 1 + random.nextInt(largest);
      if (random.nextInt(20) == 0) {
        size = 0;
      }
      int end = Math.min(at + size, records.size());
      batches.add(records.subList(at, end));
      at = end;
    }
    return batches;
  }

  /**
   * Shuffles and repeats inputs and cuts them into batches, where what is to be in one becomes one
   * of records and one of updates, whichever comes first.
   */
  public static List<Batch> mixed(List<Input> inputs, int largest, Random random) {
    List<Batch> mixed = new ArrayList<>();
    for (List<Input> some : batches(shuffledWithRepeats(inputs, random), largest, random)) {
      List<Batch> both = new ArrayList<>(atOnce(some));
      Collections.shuffle(both, random);
      mixed.addAll(both);
    }
    return mixed;
  }

  /** Returns one batch of all records and one of all updates. */
  public static List<Batch> atOnce(List<Input> inputs) {
    return List.of(
        new Batch.OfRecords(Input.records(inputs)), new Batch.OfUpdates(Input.updates(inputs)));
  }

  /** Deals a list's elements out to a number of lists. */
  public static <T> List<List<T>> parts(List<T> all, int count) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new ArrayList<>());
    }
    for (int i = 0; i < all.size(); i++) {
      parts.get(i % count).add(all.get(i));
    }
    return parts;
  }

  /** Returns every order of a list; equal elements are told apart. */
  public static <T> List<List<T>> permutations(List<T> elements) {
    List<List<T>> permutations = new ArrayList<>();
    permutations.add(List.of());
    for (T element : elements) {
      List<List<T>> longer = new ArrayList<>();
      for (List<T> permutation : permutations) {
        for (int at = 0; at <= permutation.size(); at++) {
          List<T> with = new ArrayList<>(permutation);
          with.add(at, element);
          longer.add(with);
        }
      }
      permutations = longer;
    }
    return permutations;
  }

  /** Returns every multiset of a size, as lists in the order of the elements. */
  public static <T> List<List<T>> multisets(List<T> elements, int size) {
    if (size == 0) {
      return List.of(List.of());
    }
    List<List<T>> multisets = new ArrayList<>();
    for (int first = 0; first < elements.size(); first++) {
      for (List<T> rest : multisets(elements.subList(first, elements.size()), size - 1)) {
        List<T> with = new ArrayList<>();
        with.add(elements.get(first));
        with.addAll(rest);
        multisets.add(with);
      }
    }
    return multisets;
  }
}
