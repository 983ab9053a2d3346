import Diagnostics
import Knowledge
import Notation
import Snapshots

extension SiteContext {
  /// The open requests, the most urgent first: breached clocks, then those that have used most of their time, then the oldest.
  static func openOrder(_ catalog: Catalog) -> [Int] {
    let requests = catalog.snapshots.requests?.requests ?? []
    let keyed = requests.indices.filter { requests[$0].state.isOpen }.map { index in
      let clock = requests[index].worstClock
      return (
        index: index, breached: clock?.hasBreached == true ? 0 : 1, used: -(clock?.businessPercentage ?? 0),
        opened: requests[index].openedAt?.seconds ?? .max
      )
    }
    return keyed.sorted { ($0.breached, $0.used, $0.opened, $0.index) < ($1.breached, $1.used, $1.opened, $1.index) }.map(\.index)
  }

  /// The closed requests, the last closed first.
  static func closedOrder(_ catalog: Catalog) -> [Int] {
    let requests = catalog.snapshots.requests?.requests ?? []
    return requests.indices.filter { !requests[$0].state.isOpen }.sorted { left, right in
      let keys = (requests[left].closedAt?.seconds ?? 0, requests[right].closedAt?.seconds ?? 0)
      return keys.0 == keys.1 ? left < right : keys.0 > keys.1
    }
  }
}
