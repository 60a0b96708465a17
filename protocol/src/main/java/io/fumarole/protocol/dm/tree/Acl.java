package io.fumarole.protocol.dm.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Who may do what with a node: `Add=*&Get=*&Exec=fota.example`. An empty one inherits from the
/// nearest ancestor that has one; as soon as one command is present nothing is inherited. Spec: TND
/// 7.7.1.
///
/// @param grants server identifiers per command, in the order in which they were written
public record Acl(SequencedMap<Access, List<String>> grants) {
  public static final Acl NONE = new Acl(new LinkedHashMap<>());

  /// What the root has unless the device says otherwise.
  public static final Acl ROOT_DEFAULT = parse("Add=*&Get=*").orElse(NONE);

  private static final String ANY = "*";
  private static final int LONGEST = 4_096;

  public Acl {
    var copy = new LinkedHashMap<Access, List<String>>();
    grants.forEach((access, servers) -> copy.put(access, List.copyOf(servers)));
    grants = Collections.unmodifiableSequencedMap(copy);
  }

  /// Reads the written form; empty when it is none. An empty text is [#NONE].
  public static Optional<Acl> parse(String text) {
    if (text.isEmpty()) return Optional.of(NONE);
    if (text.length() > LONGEST) return Optional.empty();
    var grants = new LinkedHashMap<Access, List<String>>();
    for (String grant : text.split("&", -1)) {
      int equals = grant.indexOf('=');
      if (equals < 0) return Optional.empty();
      Optional<Access> access = Access.of(grant.substring(0, equals));
      List<String> servers = Arrays.asList(grant.substring(equals + 1).split("\\+", -1));
      if (access.isEmpty() || !servers.stream().allMatch(Acl::isServer)) return Optional.empty();
      if (grants.put(access.get(), servers) != null) return Optional.empty();
    }
    return Optional.of(new Acl(grants));
  }

  private static boolean isServer(String id) {
    return id.equals(ANY)
        || (!id.isEmpty()
            && id.chars().allMatch(c -> c > ' ' && c < 0x7F && "=&*+".indexOf(c) < 0));
  }

  public boolean isEmpty() {
    return grants.isEmpty();
  }

  /// Whether this ACL grants the command to the server; inheritance is the tree's business.
  public boolean allows(Access access, String serverId) {
    List<String> servers = grants.getOrDefault(access, List.of());
    return servers.contains(ANY) || servers.contains(serverId);
  }

  /// The same ACL, with these commands granted to the server as well.
  Acl granting(String serverId, Access... accesses) {
    var more = new LinkedHashMap<>(grants);
    for (Access access : accesses) {
      if (allows(access, serverId)) continue;
      var servers = new ArrayList<>(more.getOrDefault(access, List.of()));
      servers.add(serverId);
      more.put(access, servers);
    }
    return new Acl(more);
  }

  /// The written form.
  @Override
  public String toString() {
    return grants.entrySet().stream().map(Acl::written).collect(Collectors.joining("&"));
  }

  private static String written(Map.Entry<Access, List<String>> grant) {
    return grant.getKey().text() + "=" + String.join("+", grant.getValue());
  }
}
