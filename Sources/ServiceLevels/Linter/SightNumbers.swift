// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics

  /// Numbers for what rules see of a field that only ask questions of its text, or of the elements of its list.
  ///
  /// A rule that only asks a title for a pattern sees the same of every title that matches, though no two titles are equal.
  struct SightNumbers {
    /// The field, as an index of the ticket's record.
    let field: Int
    /// Whether the questions are asked of the elements of a list.
    let isOfElements: Bool
    /// The questions with yes or no for an answer; without any question it is only seen whether the field is there.
    private var looks: [Look] = []
    /// The patterns among the questions, which are all asked at once.
    private var patterns: [Pattern] = []
    private var matcher: PatternSet?
    private var asksSize = false
    /// Texts of which each is seen as itself, by their fingerprints.
    private var known: [UInt64: [Text]] = [:]

    /// What is seen of texts, by number from 1 on.
    private var answers: [Answers] = []
    /// What is seen of lists, by number from 1 on.
    private var lists: [[UInt16]] = []
    /// The numbers that values, or a list's elements, have as such, and what is seen of them by that number; 0 where it is not known.
    private var elements = ValueNumbers()
    private var ofValues: [UInt16] = []

    /// The answers to all questions.
    private struct Answers: Equatable {
      var matches: UInt64 = 0
      var bits: UInt64 = 0
      var size = 0
      /// The text, where it is seen as itself.
      var itself: Text?
      /// The length in the unit in which the cost of questions is counted.
      var length: Int
    }

    /// So many questions of a field are told apart, and so many answers.
    private static let mostLooks = 64
    private static let mostNumbers = 1000
    static let longestList = 64

    init(field: Int, isOfElements: Bool) { (self.field, self.isOfElements) = (field, isOfElements) }

    /// Takes in more questions; false if they are too many, or cannot be answered without a ticket.
    ///
    /// - Parameter surroundings: the values of variables that are the same for all tickets.
    mutating func add(_ more: [Look], _ surroundings: Bindings) -> Bool {
      for look in more {
        switch look {
        case .size: asksSize = true
        case .isAmong(let variable, let record, let field):
          guard case .list(let list)? = surroundings[variable],
            let texts = Workspace.texts(of: field, in: list, record)
          else { return false }
          for text in texts where !(known[Workspace.fingerprint(of: text)]?.contains(text) ?? false) {
            known[Workspace.fingerprint(of: text), default: []].append(text)
          }
        case .matches(let pattern):
          if patterns.contains(pattern) { continue }
          guard patterns.count < PatternSet.capacity else { return false }
          patterns.append(pattern)
        default:
          if looks.contains(look) { continue }
          guard looks.count < SightNumbers.mostLooks else { return false }
          looks.append(look)
        }
      }
      return true
    }

    private var isBlind: Bool { looks.isEmpty && patterns.isEmpty && !asksSize && known.isEmpty }

    /// Forgets the numbers of values, which begin again.
    mutating func forgetValues() { ofValues = [] }

    /// The number of what is seen of any value, or of that with a number, if it is known.
    func number(ofValue valueNumber: UInt16?) -> UInt16? {
      if isBlind { return 1 }
      return valueNumber.flatMap { known($0) }
    }

    /// The number of what is seen of a value; nil where it is not known to be the same as anything else.
    ///
    /// - Parameter valueNumber: the number of the value itself, if it has one.
    mutating func number(of value: Value, valueNumber: UInt16?) -> UInt16? {
      if let known = number(ofValue: valueNumber) { return known }
      switch value {
      case .string(let text) where !isOfElements:
        let number = number(of: text)
        if let number, let valueNumber { keep(number, valueNumber) }
        return number
      case .list(let list) where isOfElements && list.count <= SightNumbers.longestList:
        // Numbers of the list's elements, not of the list, are kept.
        return self.number(of: list)
      default: return nil
      }
    }

    private func known(_ valueNumber: UInt16) -> UInt16? {
      guard !isOfElements, Int(valueNumber) < ofValues.count else { return nil }
      let number = ofValues[Int(valueNumber)]
      return number > 0 ? number : nil
    }

    private mutating func keep(_ number: UInt16, _ valueNumber: UInt16) {
      while ofValues.count <= Int(valueNumber) { ofValues.append(0) }
      ofValues[Int(valueNumber)] = number
    }

    private mutating func number(of text: Text) -> UInt16? {
      var seen = Answers(length: text.count / Workspace.lengthUnit)
      if !known.isEmpty, let alike = known[Workspace.fingerprint(of: text)] {
        // Another text of the same fingerprint is not passed over at once, and costs more than one that is.
        guard alike.contains(text) else { return nil }
        seen.itself = text
      }
      if !patterns.isEmpty { seen.matches = matches(text) }
      for (index, look) in looks.enumerated() where look.answer(of: text) { seen.bits |= 1 << UInt64(index) }
      if asksSize { seen.size = text.codePointCount }
      if let index = answers.firstIndex(of: seen) { return UInt16(index + 1) }
      guard answers.count < SightNumbers.mostNumbers else { return nil }
      answers.append(seen)
      return UInt16(answers.count)
    }

    private mutating func matches(_ text: Text) -> UInt64 {
      if matcher == nil { matcher = PatternSet(patterns) }
      return matcher?.matches(text) ?? 0
    }

    private mutating func number(of list: [Value]) -> UInt16? {
      var numbers: [UInt16] = []
      numbers.reserveCapacity(list.count)
      for element in list {
        guard let number = number(ofElement: element) else { return nil }
        numbers.append(number)
      }
      return number(ofElements: numbers)
    }

    /// The number of what is seen of a list, by the numbers of what is seen of its elements.
    mutating func number(ofElements numbers: [UInt16]) -> UInt16? {
      if let index = lists.firstIndex(of: numbers) { return UInt16(index + 1) }
      guard lists.count < SightNumbers.mostNumbers else { return nil }
      lists.append(numbers)
      return UInt16(lists.count)
    }

    /// The number of what is seen of an element of a list.
    mutating func number(ofElement element: Value) -> UInt16? {
      guard case .string(let text) = element else { return nil }
      if elements.isFull { (elements, ofValues) = (ValueNumbers(), []) }
      guard let valueNumber = elements.number(of: element) else { return number(of: text) }
      if Int(valueNumber) < ofValues.count, ofValues[Int(valueNumber)] > 0 { return ofValues[Int(valueNumber)] }
      let number = number(of: text)
      if let number { keep(number, valueNumber) }
      return number
    }
  }
#endif
