/// Makes what `condor_q -json` prints: two thousand jobs, mostly running, two pilots, and one job that two schedulers list.
struct QueueMaker {
  private var random = SeededRandom(seed: 20_151_202)
  private var processes = [Int](repeating: 0, count: SampleCampaign.all.count)
  private let now = SampleClock.time("2015-12-02 16:10:00")

  mutating func text() -> String {
    var ads: [String] = []
    for _ in 0..<1748 { ads.append(running()) }
    for _ in 0..<214 { ads.append(idle()) }
    for (hold, count) in SampleHold.all { for _ in 0..<count { ads.append(held(hold)) } }
    for _ in 0..<15 { ads.append(completed()) }
    ads.append(ads[17])
    for _ in 0..<2 { ads.append(pilot()) }
    // Schedulers list jobs in no order that means anything.
    for index in stride(from: ads.count - 1, to: 0, by: -1) { ads.swapAt(index, random.int(0...index)) }
    return "[\n" + ads.joined(separator: ",\n") + "\n]\n"
  }

  private mutating func running() -> String {
    let (campaign, process) = job()
    let start = now - random.int(60...max(120, campaign.minutes * 60))
    let queued = start - wait()
    var ad = begin(campaign, process, status: 2, queued: queued)
    ad.add("JobStartDate", start)
    ad.add("JobCurrentStartDate", start)
    addSite(&ad)
    ad.add(memoryUsed: memory(campaign))
    return ad.line
  }

  private mutating func idle() -> String {
    let (campaign, process) = job()
    let ad = begin(campaign, process, status: 1, queued: now - random.int(60...5 * 3600))
    return ad.line
  }

  private mutating func held(_ hold: SampleHold) -> String {
    let (campaign, process) = job()
    let queued = now - random.int(8 * 3600...60 * 3600)
    var ad = begin(campaign, process, status: 5, queued: queued)
    if hold.code != 16 { ad.add("JobStartDate", queued + wait()) }
    ad.add("EnteredCurrentStatus", now - random.int(600...7 * 3600))
    ad.add("HoldReason", hold.text)
    ad.add("HoldReasonCode", hold.code)
    ad.add("HoldReasonSubCode", hold.subcode)
    return ad.line
  }

  private mutating func completed() -> String {
    let (campaign, process) = job()
    let start = now - campaign.minutes * 60 - random.int(60...900)
    var ad = begin(campaign, process, status: 4, queued: start - wait())
    ad.add("JobStartDate", start)
    ad.add("CompletionDate", now - random.int(5...55))
    addSite(&ad)
    ad.add("ExitBySignal", false)
    ad.add("ExitCode", 0)
    return ad.line
  }

  private mutating func pilot() -> String {
    var ad = SampleAd()
    ad.add("ClusterId", 889_120)
    ad.add("ProcId", random.int(0...999))
    ad.add("JobStatus", 2)
    ad.add("Cmd", "./glidein_startup.sh")
    return ad.line
  }

  /// A job of some campaign: the next process of its cluster.
  private mutating func job() -> (SampleCampaign, Int) {
    let index = random.pick(SampleCampaign.all.enumerated().map { ($0.offset, weight: $0.element.weight) })
    processes[index] += 1
    return (SampleCampaign.all[index], processes[index])
  }

  private mutating func begin(_ campaign: SampleCampaign, _ process: Int, status: Int, queued: Int) -> SampleAd {
    var ad = SampleAd()
    ad.add("ClusterId", campaign.cluster)
    ad.add("ProcId", process)
    ad.add("GlobalJobId", "\(SampleCampaign.schedulers[campaign.cluster % 2])#\(campaign.cluster).\(process)#\(queued)")
    ad.add("JobStatus", status)
    ad.add("QDate", queued)
    ad.add("AccountingGroup", "group_\(campaign.jobsubGroup).prod.\(campaign.account)")
    if process % 3 == 0 { ad.add("Jobsub_Group", campaign.jobsubGroup) }
    ad.add("Cmd", campaign.script)
    ad.add("RequestCpus", 1)
    if campaign.experiment == "minos", process % 9 == 0 {
      ad.add("RequestMemory", expression: "ifThenElse(MemoryUsage isnt undefined,MemoryUsage,900)")
    } else {
      ad.add("RequestMemory", campaign.memory)
    }
    if campaign.isNamed { ad.add("POMS4_CAMPAIGN_NAME", campaign.name) }
    return ad
  }

  /// Both attributes that name a site occur, sometimes with the macro that was never replaced.
  private mutating func addSite(_ ad: inout SampleAd) {
    let site = random.pick(SampleCampaign.sites)
    switch random.int(0...9) {
    case 0: ad.add("MATCH_EXP_JOB_GLIDEIN_Site", site)
    case 1 where site == "OSC": ad.add("MATCH_EXP_JOB_GLIDEIN_Site", "$$(GLIDEIN_Site:Unknown)")
    default: ad.add("MATCH_GLIDEIN_Site", site)
    }
  }

  private mutating func wait() -> Int {
    random.pick([(random.int(30...900), 5), (random.int(900...7200), 3), (random.int(7200...30_000), 1)])
  }

  private mutating func memory(_ campaign: SampleCampaign) -> Int {
    max(120, random.around(campaign.memory * 72 / 100, spread: campaign.memory / 2)) * 1024 - random.int(0...1023)
  }
}
