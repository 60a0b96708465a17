package io.fumarole.campaign.contract;

import io.fumarole.protocol.syncml.Octets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.security.auth.x500.X500Principal;

/// Makes any record from a seed, whatever it is made of: a store has to take all that the types
/// allow, also what no test's author thinks of. Records that refuse nonsense are tried again.
public final class RandomValues {
  private static final int MOST_TRIES = 1_000;
  private static final int DEEPEST = 6;
  private static final long LATEST_MILLIS = 4_102_444_800_000L; // the year 2100

  private final RandomGenerator random;

  public RandomValues(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public <T> T any(Class<T> type) {
    return type.cast(make(type, 0));
  }

  public String text() {
    return switch (random.nextInt(3)) {
      case 0 -> lowerCase();
      case 1 -> "./A" + lowerCase() + "<&\"'\\> \n";
      default ->
          random
              .ints(random.nextInt(8), 0x20, 0xD7FF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .appendCodePoint(0x1F30B)
              .toString();
    };
  }

  /// Letters and digits that make a name for anything.
  public String lowerCase() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(1, 20);
    while (text.length() < length) text.append(Character.forDigit(random.nextInt(36), 36));
    return text.toString();
  }

  public Octets octets() {
    byte[] octets = new byte[random.nextInt(40)];
    random.nextBytes(octets);
    return Octets.wrap(octets);
  }

  private Object make(Type type, int depth) {
    if (type instanceof ParameterizedType generic) return container(generic, depth);
    if (!(type instanceof Class<?> plain))
      throw new IllegalArgumentException("cannot make " + type);
    if (plain == String.class) return text();
    if (plain == int.class || plain == Integer.class) return random.nextInt();
    if (plain == long.class || plain == Long.class) return random.nextLong();
    if (plain == boolean.class || plain == Boolean.class) return random.nextBoolean();
    if (plain == Octets.class) return octets();
    if (plain == Instant.class) return Instant.ofEpochMilli(random.nextLong(LATEST_MILLIS));
    if (plain == X500Principal.class)
      return new X500Principal("CN=" + lowerCase() + ", O=\"" + lowerCase() + ", ö + = #\"");
    if (plain.isEnum()) return oneOf(List.of(plain.getEnumConstants()));
    if (plain.isSealed()) return make(oneOf(Arrays.asList(plain.getPermittedSubclasses())), depth);
    if (plain.isRecord()) return record(plain, depth);
    throw new IllegalArgumentException("cannot make a " + plain.getName());
  }

  private Object container(ParameterizedType type, int depth) {
    Type[] of = type.getActualTypeArguments();
    int size = depth > DEEPEST ? 0 : random.nextInt(3);
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class)
      return size == 0 ? Optional.empty() : Optional.of(make(of[0], depth));
    if (raw == List.class) return list(of[0], size, depth);
    if (raw == Set.class) return new HashSet<>(list(of[0], size, depth));
    if (raw == Map.class) {
      Map<Object, Object> map = new HashMap<>();
      for (int i = 0; i < size; i++) map.put(make(of[0], depth), make(of[1], depth));
      return map;
    }
    throw new IllegalArgumentException("cannot make " + type);
  }

  private List<Object> list(Type of, int size, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) list.add(make(of, depth + 1));
    return list;
  }

  private Object record(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Object[] values =
          Arrays.stream(components).map(c -> make(c.getGenericType(), depth + 1)).toArray();
      try {
        return type.getDeclaredConstructor(types).newInstance(values);
      } catch (InvocationTargetException refused) {
        if (!(refused.getCause() instanceof IllegalArgumentException)) throw broken(type, refused);
      } catch (ReflectiveOperationException failed) {
        throw broken(type, failed);
      }
    }
    throw new IllegalStateException("no valid " + type.getName() + " found");
  }

  private static IllegalStateException broken(Class<?> type, Exception cause) {
    return new IllegalStateException("making a " + type.getName(), cause);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
