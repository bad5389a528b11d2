using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Voice;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>Texts the person; nothing about the patient is in a text.</summary>
internal sealed class SmsPageSender(ITelephony telephony, PageLinks links, Database database, PinnedPlans plans, IPractices practices, PageDesk desk, PhoneOutage outage, OptOuts optOuts, NoteBook notes)
    : PageSender(KindName, database, plans, practices, desk, outage, optOuts, notes)
{
    public const string KindName = "escalation.sms";

    protected override Task<string> HandOverAsync(ReadyPage ready, CancellationToken cancel) =>
        telephony.TextAsync(ready.From, ready.To, TextOf(ready), VoiceLink.Of(SmsStatusRoute.Path, ready.Page.Id), cancel);

    // Every text that asks has a link of its own; the others read alike.
    protected override bool IsExact(Page page) => page.Purpose is PagePurpose.Ask;

    protected override Task<IReadOnlyList<string>> CandidatesAsync(ReadyPage ready, DateTimeOffset since, CancellationToken cancel) =>
        telephony.TextedAsync(ready.To, TextOf(ready), since, cancel);

    private string TextOf(ReadyPage ready) => ready.Page.Purpose switch
    {
        PagePurpose.Ask => PageWords.AskText(ready.Practice.Name, links.UrlOf(ready.Page.LinkSecret ?? throw new InvalidOperationException("The link of a text is gone."))),
        PagePurpose.Copy => PageWords.CopyText(ready.Practice.Name),
        PagePurpose.Notice => PageWords.TakenText(ready.Practice.Name),
    };
}
