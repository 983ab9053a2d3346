import Notation

extension BusinessCalendar {
  /// The instant at which a day begins at the site.
  func midnight(of date: CivilDate) -> Timestamp { zone.instant(of: CivilDateTime(date: date)) }

  /// The date at the site at an instant.
  func localDate(at instant: Timestamp) -> CivilDate { zone.civil(at: instant).date }
}
