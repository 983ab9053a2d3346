/// Makes what `condor_history -jsonl` prints: the jobs that ended in seven days, the newest first.
struct HistoryMaker {
  private var random = SeededRandom(seed: 20_151_125)
  private let end = SampleClock.time("2015-12-02 16:15:00")
  private let count = 3200

  mutating func text() -> String {
    var times: [Int] = []
    while times.count < count {
      let time = end - random.int(30...7 * 86_400)
      if random.happens(perThousand: rate(at: time)) { times.append(time) }
    }
    var lines = ""
    for (index, time) in times.sorted(by: >).enumerated() { lines += ad(index, endingAt: time) + "\n" }
    return lines
  }

  /// How many jobs end at a time, of a thousand: fewer early in the morning, hardly any while storage was down on Sunday.
  private func rate(at time: Int) -> Int {
    let hour = time / 3600 % 24
    let isOutage = time > SampleClock.time("2015-11-29 09:00:00") && time < SampleClock.time("2015-11-29 16:00:00")
    if isOutage { return 40 }
    return time > SampleClock.time("2015-11-30 15:00:00") ? 700 + hour * 12 : 420 + hour * 10
  }

  private mutating func ad(_ index: Int, endingAt time: Int) -> String {
    let running = SampleCampaign.all.filter { SampleClock.time($0.since) < time - $0.minutes * 60 }
    let campaign = random.pick(running.map { ($0, weight: $0.weight) })
    let wall = max(3, random.around(campaign.minutes, spread: campaign.minutes * 2 / 3)) * 60 + random.int(0...59)
    let queued =
      time - wall - random.pick([(random.int(30...900), 6), (random.int(900...10_800), 3), (random.int(10_800...40_000), 1)])
    var ad = SampleAd()
    let scheduler = SampleCampaign.schedulers[campaign.cluster % 2]
    ad.add("GlobalJobId", "\(scheduler)#\(campaign.cluster - 400 + index / 60).\(index % 60)#\(queued)")
    ad.add("QDate", queued)
    ad.add("JobStartDate", time - wall)
    ad.add("AccountingGroup", "group_\(campaign.jobsubGroup).prod.\(campaign.account)")
    addEnd(&ad, campaign, time: time, wall: wall)
    ad.add("RequestMemory", campaign.memory)
    ad.add(memoryUsed: max(120, random.around(campaign.memory * 74 / 100, spread: campaign.memory / 2)) * 1024 - 511)
    ad.add("MATCH_GLIDEIN_Site", random.pick(SampleCampaign.sites))
    if campaign.isNamed { ad.add("POMS4_CAMPAIGN_NAME", campaign.name) }
    return ad.line
  }

  private mutating func addEnd(_ ad: inout SampleAd, _ campaign: SampleCampaign, time: Int, wall: Int) {
    if random.happens(perThousand: 28) {
      ad.add("JobStatus", 3)
      ad.add("CompletionDate", 0)
      ad.add(
        "RemoveReason",
        random.happens(perThousand: 700)
          ? "via condor_rm (by user \(campaign.account))" : "The job attribute PeriodicRemove expression evaluated to TRUE")
      return
    }
    let hasFailed = random.happens(perThousand: campaign.experiment == "microboone" ? 140 : 32)
    let bySignal = hasFailed && random.happens(perThousand: 250)
    ad.add("JobStatus", 4)
    ad.add("CompletionDate", time)
    ad.add("RemoteWallClockTime", real: wall * 10)
    let processor = wall * 10 * max(4, random.around(campaign.efficiency, spread: 14)) / 100
    ad.add("RemoteUserCpu", real: min(processor, wall * 10) * 96 / 100)
    ad.add("RemoteSysCpu", real: min(processor, wall * 10) * 4 / 100)
    ad.add("ExitBySignal", bySignal)
    if bySignal {
      ad.add("ExitSignal", 11)
    } else {
      ad.add("ExitCode", hasFailed ? random.pick([(1, 5), (65, 3), (127, 1)]) : 0)
    }
  }
}
