package io.fumarole.campaign.memory;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.node.OrderRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// [NodeOrderStore] in memory.
public final class MemoryNodeOrders implements NodeOrderStore {
  private final MemoryStore store;
  private final Map<DeviceId, NavigableMap<Long, NodeOrder>> orders = new HashMap<>();

  MemoryNodeOrders(MemoryStore store) {
    this.store = store;
  }

  private NavigableMap<Long, NodeOrder> of(DeviceId device) {
    return orders.computeIfAbsent(device, _ -> new TreeMap<>());
  }

  @Override
  public Optional<NodeOrder> add(
      DeviceId device, OrderRequest request, Instant now, Instant until) {
    synchronized (store) {
      NavigableMap<Long, NodeOrder> all = of(device);
      long open = all.values().stream().filter(order -> order.state().isOpen()).count();
      if (store.find(device).isEmpty() || open >= MOST_OPEN) return Optional.empty();
      long number = all.isEmpty() ? 1 : all.lastKey() + 1;
      NodeOrder order = NodeOrder.queued(device, number, request, now, until);
      all.put(number, order);
      all.headMap(number - MOST_KEPT, true).values().removeIf(old -> !old.state().isOpen());
      return Optional.of(order);
    }
  }

  List<NodeOrder> open(DeviceId device) {
    synchronized (store) {
      return of(device).values().stream()
          .filter(order -> order.state().isOpen())
          .limit(ExchangeStore.MOST_ORDERS)
          .toList();
    }
  }

  @Override
  public Optional<NodeOrder> find(DeviceId device, long number) {
    synchronized (store) {
      return Optional.ofNullable(of(device).get(number));
    }
  }

  @Override
  public List<NodeOrder> list(DeviceId device, long before, int limit) {
    synchronized (store) {
      return of(device).headMap(before, false).descendingMap().values().stream()
          .limit(limit)
          .toList();
    }
  }

  boolean isAsRead(NodeOrder changed) {
    synchronized (store) {
      return find(changed.device(), changed.number())
          .filter(stored -> stored.revision() == changed.revision())
          .isPresent();
    }
  }

  @Override
  public boolean update(NodeOrder changed) {
    synchronized (store) {
      if (!isAsRead(changed)) return false;
      of(changed.device()).put(changed.number(), changed.withRevision(changed.revision() + 1));
      return true;
    }
  }

  @Override
  public int expire(Instant now, int limit) {
    synchronized (store) {
      List<NodeOrder> late =
          orders.values().stream()
              .flatMap(all -> all.values().stream())
              .filter(order -> order.state().isOpen() && !order.until().isAfter(now))
              .limit(limit)
              .toList();
      late.forEach(order -> update(order.expired(now)));
      return late.size();
    }
  }
}
