using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Voice;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>Rings the person from the practice's own line.</summary>
internal sealed class VoicePageSender(ITelephony telephony, Database database, PinnedPlans plans, IPractices practices, PageDesk desk, PhoneOutage outage, OptOuts optOuts, NoteBook notes)
    : PageSender(KindName, database, plans, practices, desk, outage, optOuts, notes)
{
    public const string KindName = "escalation.voice";

    /// <summary>A little less than the distance of serial destinations, so that one telephone stops before the next rings.</summary>
    private const int RingSeconds = 40;

    protected override Task<string> HandOverAsync(ReadyPage ready, CancellationToken cancel) => telephony.DialAsync(
        ready.From, ready.To, VoiceLink.Of(PageRoutes.Answer, ready.Page.Id), VoiceLink.Of(PageRoutes.Status, ready.Page.Id), RingSeconds, detectMachine: true, cancel);

    // The network lists calls by number only.
    protected override bool IsExact(Page page) => false;

    protected override async Task<IReadOnlyList<string>> CandidatesAsync(ReadyPage ready, DateTimeOffset since, CancellationToken cancel) =>
        [.. (await telephony.DialledAsync(ready.To, since, cancel)).Select(l => l.CallSid)];
}
