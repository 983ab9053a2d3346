import Glibc
import Synchronization

/// Work over many items on a few threads, each with a state of its own (an arena, buffers).
public enum Parallel {
  /// How many processors this process may use.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Calls `body` once for every index below `count`.
  ///
  /// The threads take chunks of indices from a common counter, so that a slow item does not hold up the rest. The order of calls is open; the
  /// caller keeps results by index.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - jobs: How many threads to use, at least 1.
  ///   - most: How many items a thread takes at a time at most: 1 for items that are large or differ much.
  ///   - makeState: Makes what one thread keeps from item to item.
  ///   - body: Handles one item.
  public static func forEach<State>(
    _ count: Int, jobs: Int, taking most: Int = 32, state makeState: @Sendable () -> State,
    _ body: @Sendable (inout State, Int) -> Void
  ) {
    let jobs = min(jobs, Crew.most)
    let chunk = max(1, min(most, count / max(1, jobs * 4)))
    let next = Atomic<Int>(0)
    @Sendable func work() {
      var state = makeState()
      while true {
        let first = next.add(chunk, ordering: .relaxed).oldValue
        guard first < count else { return }
        for index in first..<min(first + chunk, count) { body(&state, index) }
      }
    }
    Crew.run(min(jobs, (count + chunk - 1) / chunk), work)
  }

  /// The results of `body` for every index below `count`, in order.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - jobs: How many threads to use, at least 1.
  ///   - most: How many items a thread takes at a time at most.
  ///   - body: Handles one item, on any thread.
  public static func map<Result>(_ count: Int, jobs: Int, taking most: Int = 32, _ body: @Sendable (Int) -> Result) -> [Result] {
    map(count, jobs: jobs, taking: most, state: {}) { _, index in body(index) }
  }

  /// The results of `body` for every index below `count`, in order.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - jobs: How many threads to use, at least 1.
  ///   - most: How many items a thread takes at a time at most.
  ///   - makeState: Makes what one thread keeps from item to item.
  ///   - body: Handles one item, on any thread.
  public static func map<State, Result>(
    _ count: Int, jobs: Int, taking most: Int = 32, state makeState: @Sendable () -> State,
    _ body: @Sendable (inout State, Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Each index is written by exactly one thread, and all threads have ended before the buffer is read.
      nonisolated(unsafe) let results = buffer
      forEach(count, jobs: jobs, taking: most, state: makeState) { state, index in
        (results.baseAddress! + index).initialize(to: body(&state, index))
      }
      initialized = count
    }
  }

  /// The results of two pieces of work, done at the same time if there is more than one thread for them.
  ///
  /// - Parameters:
  ///   - jobs: How many threads to use, at least 1.
  ///   - first: One piece.
  ///   - second: The other.
  public static func both<First, Second>(
    jobs: Int, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = map(2, jobs: jobs) { index -> (First?, Second?) in index == 0 ? (first(), nil) : (nil, second()) }
    guard let one = results[0].0, let other = results[1].1 else { preconditionFailure("each index gives its own result") }
    return (one, other)
  }
}

/// Threads that do one piece of work together and end with it.
///
/// They are the system's own. A pool that keeps its threads asks for them until there are some, for ever if need be, and ends the program where there is no
/// descriptor to watch them with.
private enum Crew {
  /// More threads than this wait for each other whatever the machine, and each needs a stack.
  static let most = 256

  /// How many threads the work has that this thread is in.
  private static let size: pthread_key_t = {
    var key = pthread_key_t()
    let failed = pthread_key_create(&key, nil)
    precondition(failed == 0, "a process has keys enough for one more")
    return key
  }()

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Calls `body` on this thread and on others, and returns when it has on all of them.
  ///
  /// Work inside of work shares its threads. Where the system gives fewer than are asked for, those that there are do all.
  ///
  /// - Parameter wanted: How many threads to use, this one counted in.
  static func run(_ wanted: Int, _ body: @Sendable () -> Void) {
    let outer = pthread_getspecific(size)
    let count = wanted / max(1, Int(bitPattern: outer))
    guard count > 1 else { return body() }
    let inner = max(1, Int(bitPattern: outer)) * count
    withoutActuallyEscaping(body) { body in
      let box = Box {
        pthread_setspecific(size, UnsafeRawPointer(bitPattern: inner))
        body()
      }
      let others = start(count - 1, box)
      box.body()
      for thread in others { pthread_join(thread, nil) }
    }
    pthread_setspecific(size, outer)
  }

  /// Starts threads, as many as there may be.
  private static func start(_ count: Int, _ box: Box) -> [pthread_t] {
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      let lent = Unmanaged.passUnretained(box).toOpaque()
      let failed = pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<Box>.fromOpaque(argument).takeUnretainedValue().body() }
          return nil
        }, lent)
      guard failed == 0 else { break }
      threads.append(thread)
    }
    return threads
  }
}
