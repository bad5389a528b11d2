using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>A copy by e-mail, without detail. A mail server cannot be asked what it has: sent again it is the same message by its id.</summary>
internal sealed class MailPageSender(IMail mail, Database database, PinnedPlans plans, IPractices practices, PageDesk desk, PhoneOutage outage, OptOuts optOuts, NoteBook notes)
    : PageSender(KindName, database, plans, practices, desk, outage, optOuts, notes)
{
    public const string KindName = "escalation.email";

    public override OutboxAddressee Addressee => OutboxAddressee.Mail;

    protected override async Task<string> HandOverAsync(ReadyPage ready, CancellationToken cancel)
    {
        var id = ready.Page.Id.ToString("N");
        await mail.SendAsync(ready.To, PageWords.CopySubject(ready.Practice.Name), PageWords.CopyText(ready.Practice.Name), id, cancel);
        return id;
    }

    protected override bool IsExact(Page page) => false;

    protected override Task<IReadOnlyList<string>> CandidatesAsync(ReadyPage ready, DateTimeOffset since, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);
}
